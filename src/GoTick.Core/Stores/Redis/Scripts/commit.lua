-- Applies a batch, all or nothing.
-- KEYS[1]: the partition's clock. In Cluster KEYS[2] is a key that never exists, so that the server refuses the call before it runs while the slot moves.
-- ARGV[1]: the partition's prefix; [2]: item; [3]: guard: 'a' (absent; nonce), 'h' (held; token, owner, length), 'p' (in places; their digits),
-- 'm' (made; nonce, length)
-- [4..6]: what the guard needs. Then, each list with its count before it: blobs that must be there; events; fields as name, 1, value to set or name, 0
-- to remove (names with their dot); verbs as code and arguments (below).
-- Returns: result, journal length, messages ever posted, place, now.
-- @include keys.lua
-- @include time.lua
-- @include rows.lua
local OK, ALREADY, EXISTS, MISSING, STALE, NO_BLOB = 0, 1, 2, 3, 4, 5
local at = 6

local function take()
  at = at + 1
  return ARGV[at]
end

-- Passes over count arguments and returns where they begin.
local function skip(count)
  at = at + count
  return at - count + 1
end

local item = ARGV[2]
local row = find(item)
local blobCount = tonumber(take())
local blobsFrom = skip(blobCount)
local eventCount = tonumber(take())
local eventsFrom = skip(eventCount)

local function checkMade(nonce, length)
  if call('HGET', key('r:', item), 'x') ~= nonce then
    return STALE
  end
  return row.n == length and OK or row.n >= length + eventCount and ALREADY or STALE
end

local function checkHeld(token, owner, length)
  if row.t ~= token or row.o ~= owner then
    return STALE
  end

  local wasReleased = row.p ~= LEASED
  if row.n == length + eventCount and (eventCount > 0 or wasReleased) then
    return ALREADY
  end
  return (wasReleased or row.n ~= length) and STALE or OK
end

local function checkGuard()
  local guard = ARGV[3]
  if guard == 'a' then
    if not row then
      return OK
    end
    return call('HGET', key('r:', item), 'x') == ARGV[4] and ALREADY or EXISTS
  end
  if not row then
    return MISSING
  end
  if guard == 'm' then
    return checkMade(ARGV[4], tonumber(ARGV[5]))
  end
  if guard == 'h' then
    return checkHeld(ARGV[4], ARGV[5], tonumber(ARGV[6]))
  end
  return string.find(ARGV[4], row.p, 1, true) and OK or STALE
end

local function check()
  local result = checkGuard()
  for i = blobsFrom, blobsFrom + blobCount - 1 do
    if result == OK and not call('ZSCORE', prefix .. 'blobs', ARGV[i]) then
      return NO_BLOB
    end
  end
  return result
end

local function reply(result)
  if not row or row.isDead then
    return { result, 0, 0, tonumber(ENDED), now }
  end
  return { result, row.n, row.m, tonumber(row.p), now }
end

local result = check()
if result ~= OK then
  return reply(result)
end

if not row then
  row = newRow(item)
  put(row, 'c', int(tick()))
  put(row, 'x', ARGV[4])
end

append(row, eventsFrom, eventCount)
for _ = 1, tonumber(take()) do
  local name, isSet = take(), take() == '1'
  put(row, name, isSet and take())
end

local verbCount = tonumber(take())
if verbCount == 0 then
  -- A step's commit, the most frequent one: what follows is not even defined for it.
  flush()
  return reply(OK)
end

-- @include lines.lua
-- @include places.lua
-- @include gates.lua
-- @include wakes.lua

local function toEnded(retain)
  more(row)
  moveTo(row, ENDED, '')
  if row.k then
    closeGate(row, row.k)
  end
  if row.m > 0 then
    call('UNLINK', key('i:', item), key('in:', item))
  end
  put(row, 'g', int(now + retain))
  call('ZADD', prefix .. 'gone', row.g, item)
  ended[#ended + 1] = item
end

local function appendLog(run, count)
  local log = key('log:', run)
  local newest = call('LINDEX', log, -1)
  local number = newest and tonumber(string.match(newest, '^%d+')) or 0
  for i = skip(count), at do
    number = number + 1
    call('RPUSH', log, int(number) .. ':' .. ARGV[i])
  end
  call('LTRIM', log, -10000, -1)
end

local function apply(verb)
  if verb == 'X' then
    -- list: index, 1 or 0
    local index, isMember = key('x:', take()), take() == '1'
    if isMember then
      row.c = row.c or call('HGET', key('r:', item), 'c')
      call('ZADD', index, row.c, item)
    else
      call('ZREM', index, item)
    end
  elseif verb == 'Y' then
    -- ready: band
    toReady(row, take())
  elseif verb == 'R' then
    -- route: queue, priority, line
    more(row)
    if row.p == READY and not row.rq then
      put(row, 'rl', lineIn(row.b, row.l))
      put(row, 'rq', row.q)
    end
    put(row, 'q', take())
    put(row, 'y', take())
    put(row, 'l', take())
  elseif verb == 'S' then
    -- sleep: seen inbox, wake at or '', band
    local seen, wakeAt, band = tonumber(take()), take(), take()
    if row.m > seen then
      toReady(row, band)
    else
      toWaiting(row, wakeAt, band)
    end
  elseif verb == 'E' then
    -- end: retention in microseconds
    toEnded(tonumber(take()))
  elseif verb == 'P' then
    -- post: target, id, message
    local target, id, body = take(), take(), take()
    post(target, id, body)
  elseif verb == 'T' then
    -- take: count, ids
    local count = tonumber(take())
    for i = skip(count), at do
      call('HDEL', key('i:', item), ARGV[i])
      call('ZREM', key('in:', item), ARGV[i])
    end
  elseif verb == 'D' then
    -- gate end: gate, branch, failed, outcome
    local gate, index, failed, outcome = take(), take(), take() == '1', take()
    endBranch(row, gate, index, failed, outcome)
  elseif verb == 'L' then
    -- log: run, count, records; each is kept with its number before it
    appendLog(take(), tonumber(take()))
  elseif verb == 'K' then
    -- park
    moveTo(row, PARKED, '')
  elseif verb == 'F' then
    -- gate fill: gate, first index, count, inputs
    local gate, first, count = take(), tonumber(take()), tonumber(take())
    fillGate(row, gate, first, skip(count), count)
  elseif verb == 'O' then
    -- gate open: gate, total, limit, need, stops on failure, queue, priority, line, shared, message, count, fields
    local gate, spec = take(), {}
    for i = 1, 9 do
      spec[i] = take()
    end
    local count = tonumber(take())
    openGate(row, gate, spec, skip(count), count)
  elseif verb == 'C' then
    -- gate close: gate
    more(row)
    closeGate(row, take())
  elseif verb == 'H' then
    -- hold: hash
    call('ZINCRBY', prefix .. 'blobs', 1, take())
  elseif verb == 'U' then
    -- release: hash
    local hash = take()
    if tonumber(call('ZSCORE', prefix .. 'blobs', hash) or '0') > 0 then
      call('ZINCRBY', prefix .. 'blobs', -1, hash)
    end
  elseif verb == 'M' then
    -- remove
    call('UNLINK', key('log:', item))
    delete(row)
  else
    error('unknown verb ' .. tostring(verb))
  end
end

for _ = 1, verbCount do
  apply(take())
end

flush()
tell()
return reply(OK)
