-- Ready lines. turns ZSET: lines by turn; line ZSET: score = -priority, member = rank (16 digits) .. item, so members of one priority sort by rank, then
-- id. 'queues' counts the entries of each queue.
local function lineIn(band, line)
  return (band == '2' or band == '3') and line or ''
end

local function member(rank, item)
  return string.format('%016.0f', rank) .. item
end

local function countReady(queue, change)
  if call('HINCRBY', prefix .. 'queues', queue, change) <= 0 then
    call('HDEL', prefix .. 'queues', queue)
  end
end

local function joinLine(row, band, rank)
  local line = lineIn(band, row.l)
  call('ZADD', queueKey('l:', row.q) .. ':' .. band .. ':' .. line, 0 - tonumber(row.y), member(rank, row.id))
  call('ZADD', queueKey('k:', row.q) .. ':' .. band, 'NX', int(rank), line)
  countReady(row.q, 1)
end

local function leaveLine(row)
  local queue, line = row.rq or row.q, row.rq and row.rl or lineIn(row.b, row.l)
  local key = queueKey('l:', queue) .. ':' .. row.b .. ':' .. line
  call('ZREM', key, member(tonumber(row.r), row.id))
  if call('EXISTS', key) == 0 then
    call('ZREM', queueKey('k:', queue) .. ':' .. row.b, line)
  end
  countReady(queue, -1)
end

-- Returns rank and item of the first entry of the line whose turn is the earliest; nil when there is none.
local function popLine(queue, band)
  local turns = queueKey('k:', queue) .. ':' .. band
  while true do
    local line = call('ZRANGE', turns, 0, 0)[1]
    if not line then
      return nil
    end

    local key = queueKey('l:', queue) .. ':' .. band .. ':' .. line
    local entries = call('ZRANGE', key, 0, 1)
    if entries[2] then
      call('ZADD', turns, int(tick()), line)
    else
      call('ZREM', turns, line)
    end
    if entries[1] then
      call('ZREM', key, entries[1])
      countReady(queue, -1)
      return tonumber(string.sub(entries[1], 1, 16)), string.sub(entries[1], 17)
    end
  end
end
