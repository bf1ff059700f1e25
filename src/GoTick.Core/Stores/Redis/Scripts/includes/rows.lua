-- Headers while a script works on them. find() reads what guards need, more() what transitions need, and flush() writes each changed row once.
-- Fields: p place, t token, o owner, ep epoch, n events, s bytes, m messages ever posted, d lease end or wake time ('' = none), b band, q queue, y priority, l line,
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

  local v = call('HMGET', key('r:', item), 'p', 't', 'o', 'n', 's', 'm', 'd')
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
    local v = call('HMGET', key('r:', row.id), 'b', 'q', 'y', 'l', 'r', 'rq', 'rl', 'k', 'bo', 'bi')
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
  local header, removed = key('r:', row.id), nil
  local set, size = { header }, 1
  if row.isNew then
    -- First what find() reads: a compact hash is searched from its beginning.
    set = { header, 'p', row.p, 't', row.t, 'o', row.o, 'n', int(row.n), 's', int(row.s), 'm', int(row.m), 'd', row.d }
    size = 15
  end

  for field, value in pairs(row.set) do
    if value then
      set[size + 1] = field
      set[size + 2] = value
      size = size + 2
    elseif not row.isNew then
      removed = removed or { header }
      removed[#removed + 1] = field
    end
  end

  if size > 1 then
    call('HSET', unpack(set))
  end
  if removed then
    call('HDEL', unpack(removed))
  end
end

-- Writes what has changed.
local function flush()
  for _, row in ipairs(touched) do
    if not row.isDead then
      flushRow(row)
      row.isNew, row.isTouched, row.set = false, false, {}
    end
  end
  touched = {}
  if stamp ~= lastStamp then
    call('HSET', KEYS[1], 't', int(stamp))
    lastStamp = stamp
  end
end

-- Appends ARGV[from .. from + count - 1].
local function append(row, from, count)
  if count == 0 then
    return
  end

  local bytes = row.s
  local journal = key('j:', row.id)
  for first = from, from + count - 1, 1000 do
    local last = math.min(first + 999, from + count - 1)
    for i = first, last do
      bytes = bytes + #ARGV[i]
    end
    call('RPUSH', journal, unpack(ARGV, first, last))
  end
  putCount(row, 'n', row.n + count)
  putCount(row, 's', bytes)
end
