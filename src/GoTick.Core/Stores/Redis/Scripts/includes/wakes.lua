-- Directed wakes. idle ZSET: workers in the order in which they asked; the worker's HASH notes the queues (iq, one a line). A publish that the
-- user's ACL refuses must not stop a script that has written: workers poll as a net.
local function forgetIdle(worker, queues)
  for queue in string.gmatch(queues or '', '[^\n]+') do
    call('ZREM', queueKey('idle:', queue), worker)
  end
end

-- Tells the first idle worker that is still present; returns false when there is none.
local function wakeOne(queue)
  local idle = queueKey('idle:', queue)
  while true do
    local worker = call('ZPOPMIN', idle)[1]
    if not worker then
      return false
    end

    local w = call('HMGET', key('w:', worker), 'iq', 'un')
    if w[1] and tonumber(w[2]) > now then
      if w[1] ~= queue then
        forgetIdle(worker, w[1])
      end
      call('HSET', key('w:', worker), 'iq', '')
      redis.pcall('PUBLISH', key('wake:', worker), queue)
      return true
    end
  end
end

-- One wake for each item that became ready, and one for the watchers of each that ended.
local function tell()
  local isEmpty = {}
  for _, queue in ipairs(readied) do
    if not isEmpty[queue] then
      isEmpty[queue] = not wakeOne(queue)
    end
  end
  for _, item in ipairs(ended) do
    redis.pcall('PUBLISH', key('end:', item), '')
  end
end

local function removeWorker(worker)
  forgetIdle(worker, call('HGET', key('w:', worker), 'iq'))
  call('DEL', key('w:', worker))
  call('ZREM', prefix .. 'workers', worker)
end
