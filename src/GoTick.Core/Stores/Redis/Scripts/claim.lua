-- Sweeps due timers and expired leases, renews the worker's presence, and leases ready items to it.
-- KEYS[1]: the partition's clock (and [2] in Cluster, see commit.lua).
-- ARGV[1]: the partition's prefix; [2]: worker; [3]: sequence; [4]: presence; [5]: presence for, µs; [6]: lease for, µs; [7]: half of that in 100 ns;
-- [8]: most items, 0 = up to 16 of the control band; [9]: 1 = wake me; [10]: count of paused queues, then they; then the queues in the order to ask.
-- Returns: now, the earliest timer or -1, the items of the mail, the number of changes of settings, then each item taken as in includes/brought.lua.
-- @include keys.lua
-- @include time.lua
-- @include rows.lua
-- @include lines.lua
-- @include places.lua
-- @include wakes.lua
-- @include brought.lua
local SWEEP, CONTROL_AT_ONCE = 50, 16
local me, sequence = ARGV[2], ARGV[3]
local leaseFor, max = tonumber(ARGV[6]), tonumber(ARGV[8])
local nowText = int(now)
local queuesFrom = 11 + tonumber(ARGV[10])
local last = call('HMGET', key('w:', me), 'sq', 'it', 'iq', 'ml')
local items, note = {}, {}

-- Where nobody looked for half a lease (the machine slept, the store was down), the living had no chance to renew: they get one more period.
local function extendLeases()
  local extended = int(now + leaseFor)
  for _, item in ipairs(call('ZRANGEBYSCORE', prefix .. 'lease', '-inf', '(' .. extended)) do
    local row = find(item)
    if row and row.p == LEASED then
      put(row, 'd', extended)
      call('ZADD', prefix .. 'lease', extended, item)
    end
  end
  for _, worker in ipairs(call('ZRANGEBYSCORE', prefix .. 'workers', '-inf', '(' .. extended)) do
    call('HSET', key('w:', worker), 'un', extended)
    call('ZADD', prefix .. 'workers', extended, worker)
  end
end

-- Hints that the header does not confirm are dropped.
local function sweepHints(hints, places, move)
  for _, item in ipairs(call('ZRANGEBYSCORE', hints, '-inf', nowText, 'LIMIT', 0, SWEEP)) do
    local row = find(item)
    if row and places[row.p] and row.d ~= '' and tonumber(row.d) <= now then
      move(row)
    else
      call('ZREM', hints, item)
    end
  end
end

-- True when a worker has not claimed for half a lease: its presence may outlast its lease by the time between a renewal and a claim.
local function isSilent(worker)
  local untilTime = call('HGET', key('w:', worker), 'un')
  return not untilTime or (tonumber(untilTime) - now) * 10 <= tonumber(ARGV[7])
end

local function sweep()
  if lastSweep > 0 and (now - lastSweep) * 10 > tonumber(ARGV[7]) then
    extendLeases()
  end

  sweepHints(prefix .. 'timer', { [WAITING] = true, [PARKED] = true }, function(row)
    more(row)
    toReady(row, row.p == PARKED and '0' or row.b)
  end)
  sweepHints(prefix .. 'lease', { [LEASED] = true }, function(row)
    takeAway(row, isSilent(row.o))
  end)
  for _, worker in ipairs(call('ZRANGEBYSCORE', prefix .. 'workers', '-inf', nowText)) do
    removeWorker(worker)
  end
end

-- Once a line is empty it stays so during this call, so bands and queues are walked only once.
local function takeItems()
  local rowsTaken, taken, isPaused = {}, {}, {}
  for i = 11, queuesFrom - 1 do
    isPaused[ARGV[i]] = true
  end
  local lastBand, most = 3, max
  if max == 0 then
    lastBand, most = 0, CONTROL_AT_ONCE
  end
  for band = 0, lastBand do
    for i = queuesFrom, #ARGV do
      while #rowsTaken < most and (band == 0 or not isPaused[ARGV[i]]) do
        local rank, item = popLine(ARGV[i], tostring(band))
        if not rank then
          break
        end

        -- A ready entry is a hint: the header is the truth.
        local row = find(item)
        if row and row.p == READY then
          toLeased(row, me, leaseFor)
          rowsTaken[#rowsTaken + 1] = row
          taken[ARGV[i]] = (taken[ARGV[i]] or 0) + 1
        end
      end
    end
  end
  return rowsTaken, taken
end

-- What is not worth telling any more is dropped here, so that giving back a lease costs nothing for it. A lease that was taken away is told once, or again
-- when this very call is asked again.
local function readMail(isRepeat)
  local told, kept = {}, {}
  local mail = last[4] and call('HGET', key('w:', me), 'ml')
  for item, kind in string.gmatch(mail or '', '(%S+) (%a)') do
    if kind == 'm' then
      local row = find(item)
      kind = row and row.p == LEASED and row.o == me and call('EXISTS', key('i:', item)) == 1 and 'm'
    else
      kind = (kind == 'l' or isRepeat) and 't'
    end
    if kind then
      told[#told + 1] = item
      kept[#told] = '\n' .. item .. ' ' .. kind
    end
  end

  if mail and told[1] then
    call('HSET', key('w:', me), 'ml', table.concat(kept))
  elseif mail then
    call('HDEL', key('w:', me), 'ml')
  end
  return told
end

-- Others are told of what the sweep made ready and this call left.
local function withoutTaken(queues, taken)
  local left = {}
  for _, queue in ipairs(queues) do
    if (taken[queue] or 0) > 0 then
      taken[queue] = taken[queue] - 1
    else
      left[#left + 1] = queue
    end
  end
  return left
end

local isRepeat = last[1] == sequence
if isRepeat then
  for item, token in string.gmatch(last[2], '(%S+) (%S+)\n') do
    local row = find(item)
    if row and row.p == LEASED and row.t == token and row.o == me then
      items[#items + 1] = brought(row)
    end
  end
else
  sweep()
  local rowsTaken, taken = takeItems()
  flush()
  local brief = {}
  for i, row in ipairs(rowsTaken) do
    items[i] = brought(row)
    brief[i] = row.id .. ' ' .. row.t .. '\n'
  end

  readied = withoutTaken(readied, taken)
  call('HSET', KEYS[1], 's', nowText)
  note = { 'sq', sequence, 'it', table.concat(brief), 'pr', ARGV[4], 'un', int(now + tonumber(ARGV[5])) }
  call('ZADD', prefix .. 'workers', note[8], me)
end

-- Told first, noted as idle afterwards: a worker is not woken by its own call. Both in one step, so that nothing becomes ready in between.
forgetIdle(me, last[3])
tell()
local isIdle = ARGV[9] == '1' and #items < max
if isIdle then
  for i = queuesFrom, #ARGV do
    call('ZADD', queueKey('idle:', ARGV[i]), nowText, me)
  end
end
call('HSET', key('w:', me), 'iq', isIdle and table.concat(ARGV, '\n', queuesFrom) or '', unpack(note))

local wake = call('ZRANGE', prefix .. 'timer', 0, 0, 'WITHSCORES')
local reply = { now, wake[2] and tonumber(wake[2]) or -1, readMail(isRepeat), tonumber(clock[3] or '0') }
for i = 1, #items do
  reply[i + 4] = items[i]
end
return reply
