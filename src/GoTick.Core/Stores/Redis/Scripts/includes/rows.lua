-- Headers while a script works on them. find() reads what guards need, more() what transitions need, and flush() writes each changed row once.
-- Fields: p place, t token, o owner, n events, s bytes, m messages ever posted, d lease end or wake time ('' = none), b band, q queue, y priority, l line,
-- r rank in the line, rq and rl where it queues if it was routed elsewhere since, k gate, bo and bi branch of, f first claimed, c created, x nonce,
-- g gone at; a leading dot marks the fields of decisions.
local READY, LEASED, WAITING, PARKED, ENDED = '0', '1', '2', '3', '4'
local rows, touched = {}, {}

local function newRow(item)
  local row = { id = item, p = WAITING, t = '0', o = '', n = 0, s = 0, m = 0, d = '', b = '3', q = 'default', y = '0', l = '' }
  row.isNew, row.hasMore, row.isTouched, row.set = true, true, true, {}
  rows[item] = row
  touched[#touched + 1] = row
  return row
end

local function find(item)
  local row = rows[item]
  if row ~= nil then
    return row
  end

  local v = redis.call('HMGET', headerKey(item), 'p', 't', 'o', 'n', 's', 'm', 'd')
  if v[1] then
    row = { id = item, p = v[1], t = v[2], o = v[3], n = tonumber(v[4]), s = tonumber(v[5]), m = tonumber(v[6]), d = v[7], set = {} }
  else
    row = false
  end

  rows[item] = row
  return row
end

local function more(row)
  if not row.hasMore then
    local v = redis.call('HMGET', headerKey(row.id), 'b', 'q', 'y', 'l', 'r', 'rq', 'rl', 'k', 'bo', 'bi')
    row.b, row.q, row.y, row.l = v[1] or '3', v[2] or 'default', v[3] or '0', v[4] or ''
    row.r, row.rq, row.rl, row.k, row.bo, row.bi = v[5], v[6], v[7], v[8], v[9], v[10]
    row.hasMore = true
  end
end

local function touch(row)
  if not row.isTouched then
    row.isTouched = true
    touched[#touched + 1] = row
  end
end

-- A false value removes the field.
local function put(row, field, value)
  touch(row)
  row[field] = value
  row.set[field] = value
end

local function putCount(row, field, value)
  touch(row)
  row[field] = value
  row.set[field] = int(value)
end

-- Cancels what put() noted: the row is gone.
local function forget(row)
  row.isDead = true
  rows[row.id] = false
end

local function flushRow(row)
  local set, removed = { headerKey(row.id) }, { headerKey(row.id) }
  if row.isNew then
    -- First what find() reads: a compact hash is searched from its beginning.
    for _, field in ipairs({ 'p', 't', 'o', 'n', 's', 'm', 'd' }) do
      set[#set + 1] = field
      set[#set + 1] = row.set[field] or (type(row[field]) == 'number' and int(row[field]) or row[field])
      row.set[field] = nil
    end
  end

  for field, value in pairs(row.set) do
    if value then
      set[#set + 1] = field
      set[#set + 1] = value
    elseif not row.isNew then
      removed[#removed + 1] = field
    end
  end

  if #set > 1 then
    redis.call('HSET', unpack(set))
  end
  if #removed > 1 then
    redis.call('HDEL', unpack(removed))
  end
end

local function flush()
  for _, row in ipairs(touched) do
    if not row.isDead then
      flushRow(row)
      row.set, row.isTouched, row.isNew = {}, false, false
    end
  end
  touched = {}
  saveClock()
end

-- Appends ARGV[from .. from + count - 1].
local function append(row, from, count)
  local bytes = row.s
  local key = journalKey(row.id)
  for first = from, from + count - 1, 1000 do
    local last = math.min(first + 999, from + count - 1)
    for i = first, last do
      bytes = bytes + #ARGV[i]
    end
    redis.call('RPUSH', key, unpack(ARGV, first, last))
  end
  if count > 0 then
    putCount(row, 'n', row.n + count)
    putCount(row, 's', bytes)
  end
end
