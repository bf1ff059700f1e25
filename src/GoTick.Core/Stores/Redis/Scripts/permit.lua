-- Permits of one limit are given back, one is asked for, and those who may have one now are named.
-- KEYS[1]: the partition's clock (and [2] in Cluster, see commit.lua).
-- ARGV[1]: the partition's prefix; [2]: limit; [3]: most holders or ''; [4]: least time between permits, µs, or ''; [5]: how many to name; [6]: count of those
-- who leave, then for each the holder and '' or '=tag'; then, if somebody asks: holder, tag, line, priority.
-- Returns: now, 1 = granted, how many wait before, when to ask again or -1, then whom to wake.
-- lim: HASH n next permit, t highest turn; lh: HASH of holders, 'since:tag'; lq: ZSET of those who wait by priority and turn, member = rank (16 digits) .. holder;
-- lp: HASH of the same by holder, 'rank priority turn line'; lt: HASH of lines, 'last turn:count'; limits: ZSET of all limits.
-- @include keys.lua
-- @include time.lua
local TURNS = 1099511627776
local limit, most, every, wake, leaving = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local head, holders, queue, places, lines = key('lim:', limit), key('lh:', limit), key('lq:', limit), key('lp:', limit), key('lt:', limit)
local v = call('HMGET', head, 'n', 't')
local nextAt, turn = tonumber(v[1] or '0'), tonumber(v[2] or '0')
local held, waiting = call('HLEN', holders), call('ZCARD', queue)
local HUGE = 2147483647

local function freePlaces()
  return most and math.max(0, most - held) or HUGE
end

local function free()
  local places = freePlaces()
  return every and math.min(places, nextAt <= now and 1 or 0) or places
end

local function findWaiter(holder)
  local text = call('HGET', places, holder)
  if not text then
    return nil
  end

  local rank, priority, own, line = string.match(text, '^(%d+) (%-?%d+) (%d+) (.*)$')
  return { member = rank .. holder, priority = priority, turn = tonumber(own), line = line }
end

local function leaveLine(holder, waiter)
  call('ZREM', queue, waiter.member)
  call('HDEL', places, holder)
  local field = waiter.priority .. ':' .. waiter.line
  local last, count = string.match(call('HGET', lines, field), '^(%d+):(%d+)$')
  if count == '1' then
    call('HDEL', lines, field)
  else
    call('HSET', lines, field, last .. ':' .. int(tonumber(count) - 1))
  end
  waiting = waiting - 1
  if waiting == 0 then
    turn = 0
  end
end

-- Lines take turns: the second of a line waits for the second turn, however many came meanwhile in another.
local function join(holder, line, priority)
  local field = priority .. ':' .. line
  local last, count = string.match(call('HGET', lines, field) or '0:0', '^(%d+):(%d+)$')
  local own = math.max(turn, tonumber(last)) + 1
  local rank = string.format('%016.0f', tick())
  call('ZADD', queue, int((100 - tonumber(priority)) * TURNS + own), rank .. holder)
  call('HSET', places, holder, rank .. ' ' .. priority .. ' ' .. int(own) .. ' ' .. line)
  call('HSET', lines, field, int(own) .. ':' .. int(tonumber(count) + 1))
  waiting = waiting + 1
  return { member = rank .. holder, priority = priority, turn = own, line = line }
end

local function grant(holder, tag)
  call('HSET', holders, holder, int(now) .. ':' .. tag)
  held = held + 1
  if every then
    nextAt = now + every
  end
end

-- Returns 1 = granted, how many wait before, when to ask again or -1.
local function ask(holder, tag, line, priority)
  local own = call('HGET', holders, holder)
  if own and string.match(own, '^%d+:(.*)$') == tag then
    return 1, 0, -1
  elseif own then
    call('HDEL', holders, holder)
    held = held - 1
  end

  local waiter = findWaiter(holder)
  local left = free()
  if not waiter and waiting == 0 and left > 0 then
    grant(holder, tag)
    return 1, 0, -1
  end

  waiter = waiter or join(holder, line, priority)
  local position = call('ZRANK', queue, waiter.member)
  if position < left then
    turn = math.max(turn, waiter.turn)
    leaveLine(holder, waiter)
    grant(holder, tag)
    return 1, 0, -1
  end

  -- Counted from now where the rate has a permit to give: it belongs to those before this one.
  return 0, position, every and position < freePlaces() and math.max(nextAt, now) + every * position or -1
end

for i = 7, 5 + 2 * leaving, 2 do
  local own = call('HGET', holders, ARGV[i])
  if own and (ARGV[i + 1] == '' or '=' .. string.match(own, '^%d+:(.*)$') == ARGV[i + 1]) then
    held = held - call('HDEL', holders, ARGV[i])
  end
  local waiter = ARGV[i + 1] == '' and findWaiter(ARGV[i])
  if waiter then
    leaveLine(ARGV[i], waiter)
  end
end

local granted, position, retryAt = 0, 0, -1
if ARGV[7 + 2 * leaving] then
  granted, position, retryAt = ask(unpack(ARGV, 7 + 2 * leaving, 10 + 2 * leaving))
end

local reply = { now, granted, position, retryAt }
local ready = math.min(wake, free())
if ready > 0 then
  for i, member in ipairs(call('ZRANGE', queue, 0, ready - 1)) do
    reply[i + 4] = string.sub(member, 17)
  end
end

-- What nobody holds or waits for, and whose rate has no memory any more, is dropped: keys come and go.
if held > 0 or waiting > 0 or nextAt > now then
  call('HSET', head, 'n', int(nextAt), 't', int(turn))
  call('ZADD', prefix .. 'limits', 0, limit)
elseif v[1] then
  call('DEL', head)
  call('ZREM', prefix .. 'limits', limit)
end
if stamp ~= lastStamp then
  call('HSET', KEYS[1], 't', int(stamp))
end
return reply
