-- Transitions between places, with their timer, lease, expiry and ready hints.
-- @include mail.lua
local readied, ended = {}, {}

-- Drops the hint of the place that the row is in. A holder is told, unless the row is on leave: given back by it, or its lease is over.
local function leave(row)
  if row.p == LEASED then
    call('ZREM', prefix .. 'lease', row.id)
    if not row.onLeave then
      noteMail(row.o, row.id, 'l')
    end
  elseif row.p == WAITING or row.p == PARKED then
    if row.d ~= '' then
      call('ZREM', prefix .. 'timer', row.id)
    end
  elseif row.p == ENDED then
    call('ZREM', prefix .. 'gone', row.id)
  elseif row.p == READY then
    more(row)
    leaveLine(row)
    if row.rq then
      put(row, 'rq', false)
      put(row, 'rl', false)
    end
  end
end

local function moveTo(row, place, due)
  leave(row)
  put(row, 'p', place)
  put(row, 'd', due)
end

local function toReady(row, band)
  more(row)
  if row.p == ENDED then
    put(row, 'g', false)
  end
  moveTo(row, READY, '')
  if row.b ~= band then
    put(row, 'b', band)
  end

  local rank = tick()
  put(row, 'r', int(rank))
  joinLine(row, band, rank)
  readied[#readied + 1] = row.q
end

local function toWaiting(row, wakeAt, band)
  moveTo(row, WAITING, wakeAt)
  put(row, 'b', band)
  if wakeAt ~= '' then
    call('ZADD', prefix .. 'timer', wakeAt, row.id)
  end
end

local function toParked(row, wakeAt)
  moveTo(row, PARKED, wakeAt)
  if wakeAt ~= '' then
    call('ZADD', prefix .. 'timer', wakeAt, row.id)
  end
end

-- The row is in no line any more.
local function toLeased(row, owner, leaseFor)
  local untilTime = int(now + leaseFor)
  put(row, 'p', LEASED)
  put(row, 't', int(tick()))
  put(row, 'o', owner)
  put(row, 'd', untilTime)
  call('ZADD', prefix .. 'lease', untilTime, row.id)

  local v = call('HMGET', key('r:', row.id), 'f', 'rq')
  if not v[1] then
    put(row, 'f', int(now))
  end
  if v[2] then
    put(row, 'rq', false)
    put(row, 'rl', false)
  end
end

-- The note of deaths in a row is 'deaths@length': a journal that has grown since begins a new row (ItemDeaths.cs).
local function takeAway(row, hasOwnerDied)
  if hasOwnerDied then
    local deaths, length = string.match(call('HGET', key('r:', row.id), '.died') or '', '^(%d+)@(%d+)$')
    local before = length and tonumber(length) == row.n and tonumber(deaths) or 0
    put(row, '.died', int(before + 1) .. '@' .. int(row.n))
  end
  row.onLeave = true
  put(row, 't', '0')
  -- What needs no slot must not wait for one because its worker has died: a schedule, the end of a run.
  more(row)
  toReady(row, row.b == '0' and '0' or '1')
end

-- Whether there is room was checked for messages from outside; that of a gate always gets in, for nothing else wakes its parent.
local function post(target, id, body)
  local row = find(target)
  if not row or row.p == ENDED then
    return
  end

  local inbox = key('i:', target)
  if row.m > 0 and call('HEXISTS', inbox, id) == 1 then
    return
  end

  putCount(row, 'm', row.m + 1)
  call('HSET', inbox, id, body)
  call('ZADD', key('in:', target), row.m, id)
  if row.p == WAITING then
    more(row)
    toReady(row, row.b)
  elseif row.p == LEASED then
    noteMail(row.o, target, 'm')
  end
end
