-- Ready lines. turns ZSET: lines by turn; line ZSET: score = -priority, member = rank (16 digits) .. item, so members of one priority sort by rank, then
-- id. QUEUES counts the entries of each queue.
local function lineIn(band, line)
  return (band == '2' or band == '3') and line or ''
end

local function member(rank, item)
  return string.format('%016.0f', rank) .. item
end

local function countReady(queue, change)
  if redis.call('HINCRBY', QUEUES, queue, change) <= 0 then
    redis.call('HDEL', QUEUES, queue)
  end
end

local function joinLine(row, band, rank)
  local line = lineIn(band, row.l)
  redis.call('ZADD', lineKey(row.q, band, line), 0 - tonumber(row.y), member(rank, row.id))
  redis.call('ZADD', turnsKey(row.q, band), 'NX', int(rank), line)
  countReady(row.q, 1)
end

local function leaveLine(row)
  local queue, line = row.rq or row.q, row.rq and row.rl or lineIn(row.b, row.l)
  local key = lineKey(queue, row.b, line)
  redis.call('ZREM', key, member(tonumber(row.r), row.id))
  if redis.call('EXISTS', key) == 0 then
    redis.call('ZREM', turnsKey(queue, row.b), line)
  end
  countReady(queue, -1)
end

-- Returns rank and item of the first entry of the line whose turn is the earliest; nil when there is none.
local function popLine(queue, band)
  local turns = turnsKey(queue, band)
  while true do
    local line = redis.call('ZRANGE', turns, 0, 0)[1]
    if not line then
      return nil
    end

    local key = lineKey(queue, band, line)
    local entries = redis.call('ZRANGE', key, 0, 1)
    if entries[2] then
      redis.call('ZADD', turns, int(tick()), line)
    else
      redis.call('ZREM', turns, line)
    end
    if entries[1] then
      redis.call('ZREM', key, entries[1])
      countReady(queue, -1)
      return tonumber(string.sub(entries[1], 1, 16)), string.sub(entries[1], 17)
    end
  end
end
