-- What a claim brings along of a flushed row: { id, header as field and value, first events, first messages }.
-- @include inbox.lua
local CLAIM_EVENTS, CLAIM_BYTES = 64, 65536

local function firstEvents(row)
  local key = key('j:', row.id)
  if row.s <= CLAIM_BYTES then
    return call('LRANGE', key, 0, CLAIM_EVENTS - 1)
  end

  -- A large journal is looked at event by event: megabytes must not pass through Lua.
  local events, bytes = {}, 0
  for i = 0, CLAIM_EVENTS - 1 do
    local event = call('LINDEX', key, i)
    if not event then
      break
    end
    bytes = bytes + #event
    if bytes > CLAIM_BYTES and i > 0 then
      break
    end
    events[#events + 1] = event
  end
  return events
end

local function brought(row)
  return {
    row.id,
    call('HGETALL', key('r:', row.id)),
    firstEvents(row),
    row.m > 0 and readInbox(row.id, 0, CLAIM_EVENTS) or {},
  }
end
