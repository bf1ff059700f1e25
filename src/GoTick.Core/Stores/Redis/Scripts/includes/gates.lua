-- Fan-out. Gate HASH: pa parent, tot, lim, need, sof (stops on failure), q, y, l, msg, sh (shared); nx next, dn done, ok succeeded, lv live, st stopped,
-- po posted. Beside it: fields of each branch, inputs and outcomes by index, live indexes.
local closeGate

local function findGate(id)
  local v = call('HMGET', key('g:', id), 'pa', 'tot', 'lim', 'need', 'sof', 'nx', 'dn', 'ok', 'lv', 'st', 'po', 'q', 'y', 'l')
  if not v[1] then
    return nil
  end

  return {
    id = id, parent = v[1], total = v[2] and tonumber(v[2]), limit = tonumber(v[3] or '0'), need = tonumber(v[4] or '0'), stopsOnFailure = v[5] == '1',
    next = tonumber(v[6]), done = tonumber(v[7]), succeeded = tonumber(v[8]), live = tonumber(v[9]), isStopped = v[10] == '1', isPosted = v[11] == '1',
    q = v[12], y = v[13], l = v[14],
  }
end

local function saveGate(gate)
  call('HSET', key('g:', gate.id), 'pa', gate.parent, 'nx', int(gate.next), 'dn', int(gate.done), 'ok', int(gate.succeeded), 'lv', int(gate.live),
    'st', gate.isStopped and '1' or '0', 'po', gate.isPosted and '1' or '0')
end

local function makeGate(id, parent)
  return { id = id, parent = parent, next = 0, done = 0, succeeded = 0, live = 0, isStopped = false, isPosted = false }
end

local function delete(row)
  more(row)
  leave(row)
  if row.k then
    closeGate(row, row.k)
  end
  if row.bo then
    call('ZREM', key('gl:', row.bo), row.bi)
  end

  call('UNLINK', key('r:', row.id), key('j:', row.id), key('i:', row.id), key('in:', row.id))
  forget(row)
  ended[#ended + 1] = row.id
end

closeGate = function(row, id)
  if call('EXISTS', key('g:', id)) == 0 then
    return
  end

  for _, index in ipairs(call('ZRANGE', key('gl:', id), 0, -1)) do
    local branch = find(id .. '.' .. index)
    if branch then
      delete(branch)
    end
  end

  call('UNLINK', key('g:', id), key('gf:', id), key('gi:', id), key('go:', id), key('gl:', id))
  if row.k == id then
    put(row, 'k', false)
  end
end

local function startBranch(gate, fields)
  local index = int(gate.next)
  local inputs = key('gi:', gate.id)
  local input = call('HGET', inputs, index)
  if not input then
    error('gate ' .. gate.id .. ' has no input ' .. index)
  end

  call('HDEL', inputs, index)
  local row = newRow(gate.id .. '.' .. index)
  put(row, 'q', gate.q)
  put(row, 'y', gate.y)
  put(row, 'l', gate.l)
  put(row, 'c', int(tick()))
  put(row, 'x', '')
  put(row, 'bo', gate.id)
  put(row, 'bi', index)
  for i = 1, #fields, 2 do
    put(row, fields[i], fields[i + 1])
  end

  call('RPUSH', key('j:', row.id), input)
  putCount(row, 'n', 1)
  putCount(row, 's', #input)
  toReady(row, '2')
  call('ZADD', key('gl:', gate.id), index, index)
  gate.next = gate.next + 1
  gate.live = gate.live + 1
end

local function startBranches(gate, fields)
  while not gate.isStopped and gate.next < gate.total and gate.live < gate.limit do
    startBranch(gate, fields)
  end
end

-- Inputs are ARGV[from ..].
local function fillGate(row, id, firstIndex, from, count)
  if call('EXISTS', key('g:', id)) == 0 then
    -- The gate exists from the first input on, so that whatever ends the item finds the inputs and drops them.
    saveGate(makeGate(id, row.id))
    more(row)
    put(row, 'k', id)
  end

  local inputs = key('gi:', id)
  for i = 0, count - 1 do
    call('HSET', inputs, int(firstIndex + i), ARGV[from + i])
  end
end

-- spec: total, limit, need, stopsOnFailure, queue, priority, line, shared, message; fields are ARGV[from ..] (names with their dot).
local function openGate(row, id, spec, from, count)
  local gate = findGate(id) or makeGate(id, row.id)
  call('HSET', key('g:', id), 'tot', spec[1], 'lim', spec[2], 'need', spec[3], 'sof', spec[4], 'q', spec[5], 'y', spec[6], 'l', spec[7],
    'sh', spec[8], 'msg', spec[9])
  gate.total, gate.limit, gate.q, gate.y, gate.l = tonumber(spec[1]), tonumber(spec[2]), spec[5], spec[6], spec[7]
  call('UNLINK', key('gf:', id))
  local fields = {}
  for i = 0, count - 1 do
    fields[i + 1] = ARGV[from + i]
  end
  if count > 0 then
    call('HSET', key('gf:', id), unpack(fields))
  end

  more(row)
  put(row, 'k', id)
  startBranches(gate, fields)
  saveGate(gate)
end

-- A paused gate keeps its limit as a negative number: none is below that.
local function pauseGate(id, isPaused)
  local gate = findGate(id)
  if not gate or not gate.total or (gate.limit < 0) == isPaused then
    return
  end

  gate.limit = -gate.limit
  call('HSET', key('g:', id), 'lim', int(gate.limit))
  startBranches(gate, isPaused and {} or call('HGETALL', key('gf:', id)))
  saveGate(gate)
end

local function endBranch(row, id, index, failed, outcome)
  delete(row)
  local gate = findGate(id)
  if not gate or not gate.total then
    return
  end

  call('HSET', key('go:', id), index, outcome)
  gate.done = gate.done + 1
  gate.live = gate.live - 1
  gate.succeeded = gate.succeeded + (failed and 0 or 1)
  gate.isStopped = gate.isStopped or (failed and gate.stopsOnFailure) or gate.succeeded >= gate.need
  if not gate.isStopped and gate.next < gate.total and gate.live < gate.limit then
    startBranch(gate, call('HGETALL', key('gf:', id)))
  end

  local isOver = gate.succeeded >= gate.need or (gate.live == 0 and (gate.isStopped or gate.next == gate.total))
  if isOver and not gate.isPosted then
    gate.isPosted = true
    post(gate.parent, 'gate:' .. id, call('HGET', key('g:', id), 'msg'))
  end
  saveGate(gate)
end
