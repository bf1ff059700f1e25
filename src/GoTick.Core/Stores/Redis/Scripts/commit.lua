-- Applies a batch, all or nothing.
-- KEYS[1]: the partition's clock. In Cluster KEYS[2] is a key that never exists, so that the server refuses the call before it runs while the slot moves.
-- ARGV[1]: the partition's prefix; [2]: item; [3]: guard: 'a' (absent; nonce), 'h' (held; token, owner, length), 'p' (in places; their digits),
-- 'r' and a number (as 'h', and the journal is replaced by the one of this epoch), 'm' (made; nonce, length)
-- [4..6]: what the guard needs ('p': [5] is 'n' and the nonce, or ''). Then, each list with its count before it: blobs that must be there; 0, or 1 with
-- kind, name and 'revision:body' of a document that must be just this one; for 'p', ids of messages to the item;
-- events; fields as name, 1, value to set or name, 0 to remove (names with their dot); verbs as code and arguments (below; a child has events, fields and
-- verbs of its own).
-- Returns: result, journal length, messages ever posted, place, now.
-- @include keys.lua
-- @include time.lua
-- @include rows.lua
local OK, ALREADY, EXISTS, MISSING, STALE, NO_BLOB, FULL, NO_DOCUMENT = 0, 1, 2, 3, 4, 5, 6, 7
local INBOX_MESSAGES = 10000
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
local documentAt = take() == '1' and skip(3)
local postCount = ARGV[3] == 'p' and tonumber(take()) or 0
local postsFrom = postCount > 0 and skip(postCount)
local eventCount = tonumber(take())
local eventsFrom = skip(eventCount)
local epoch = #ARGV[3] > 1 and tonumber(string.sub(ARGV[3], 2))

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
  if guard == 'p' then
    local isMeant = ARGV[5] == '' or ARGV[5] == 'n' .. (call('HGET', key('r:', item), 'x') or '')
    return isMeant and string.find(ARGV[4], row.p, 1, true) and OK or STALE
  end
  return row.t == ARGV[4] and row.o == ARGV[5] and OK or STALE
end

local function reply(result)
  if not row or row.isDead then
    return { result, 0, 0, tonumber(ENDED), now }
  end
  return { result, row.n, row.m, tonumber(row.p), now }
end

local function isOther(at)
  return call('HGET', key('d:', ARGV[at]), ARGV[at + 1]) ~= ARGV[at + 2]
end

local result = documentAt and isOther(documentAt) and NO_DOCUMENT or checkGuard()
-- The seldom ones, not in functions: a step shall not pay for them.
if result == OK and epoch then
  -- Lengths of two journals cannot be told apart, epochs can.
  local current = tonumber(call('HGET', key('r:', item), 'ep') or '0')
  if current == epoch then
    result = row.p ~= LEASED and row.n == eventCount and ALREADY or STALE
  elseif current ~= epoch - 1 or row.p ~= LEASED or row.n ~= tonumber(ARGV[6]) then
    result = STALE
  end
elseif result == OK and postCount > 0 and row.p ~= ENDED then
  -- Somebody who does not hold the item posts to it: the batch stands for its messages.
  local missing = postCount
  for i = postsFrom, postsFrom + postCount - 1 do
    missing = missing - call('HEXISTS', key('i:', item), ARGV[i])
  end
  if missing == 0 then
    result = ALREADY
  elseif call('HLEN', key('i:', item)) + missing > INBOX_MESSAGES then
    result = FULL
  end
end
for i = blobsFrom, blobsFrom + blobCount - 1 do
  if result == OK and not call('ZSCORE', prefix .. 'blobs', ARGV[i]) then
    result = NO_BLOB
  end
end
if result ~= OK then
  return reply(result)
end

if row then
  row.onLeave = ARGV[3] ~= 'p' and ARGV[3] ~= 'm'
else
  row = newRow(item)
  put(row, 'c', int(tick()))
  put(row, 'x', ARGV[4])
end

if epoch then
  call('UNLINK', key('j:', item))
  putCount(row, 'n', 0)
  putCount(row, 's', 0)
  put(row, 'ep', int(epoch))
  put(row, '.died', false) -- which counts by the length
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

local apply

-- What stands in the batch for the child, is the child's for as long as it is made. (Written out again: a step shall not pay for a function that it does not need.)
local function makeChild(id, nonce)
  local maker = row
  item, row = id, newRow(id)
  put(row, 'c', int(tick()))
  put(row, 'x', nonce)
  local count = tonumber(take())
  append(row, skip(count), count)
  for _ = 1, tonumber(take()) do
    local name, isSet = take(), take() == '1'
    put(row, name, isSet and take())
  end
  for _ = 1, tonumber(take()) do
    apply(take())
  end
  item, row = maker.id, maker
end

apply = function(verb)
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
    -- park: wake at or '', seen inbox or ''
    local wakeAt, seen = take(), tonumber(take())
    if seen and row.m > seen then
      toReady(row, '0')
    else
      toParked(row, wakeAt)
    end
  elseif verb == 'G' then
    -- replace: done before the events were appended
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
  elseif verb == 'Z' then
    -- gate pause: gate, 1 or 0
    local gate = take()
    pauseGate(gate, take() == '1')
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
  elseif verb == 'N' then
    -- child: how many arguments follow; item, nonce, and as for the batch: events, fields, verbs
    local count = tonumber(take())
    local past = at + count
    local id, nonce = take(), take()
    if find(id) then
      at = past
    else
      makeChild(id, nonce)
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
