-- The first messages of an inbox: number, id, body, number, id, body, …
-- @include call.lua
local function readInbox(item, count)
  local ids = call('ZRANGE', key('in:', item), 0, count - 1, 'WITHSCORES')
  local messages = {}
  for i = 1, #ids, 2 do
    messages[#messages + 1] = ids[i + 1]
    messages[#messages + 1] = ids[i]
    messages[#messages + 1] = call('HGET', key('i:', item), ids[i])
  end
  return messages
end
