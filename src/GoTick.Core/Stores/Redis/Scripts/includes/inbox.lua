-- The first messages of an inbox with a number above `after`: number, id, body, number, id, body, …
-- @include call.lua
local function readInbox(item, after, count)
  local ids = call('ZRANGEBYSCORE', key('in:', item), '(' .. after, '+inf', 'WITHSCORES', 'LIMIT', 0, count)
  local messages = {}
  for i = 1, #ids, 2 do
    messages[#messages + 1] = ids[i + 1]
    messages[#messages + 1] = ids[i]
    messages[#messages + 1] = call('HGET', key('i:', item), ids[i])
  end
  return messages
end
