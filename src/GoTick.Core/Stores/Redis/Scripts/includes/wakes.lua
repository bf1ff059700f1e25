-- Directed wakes. idle ZSET: workers in the order in which they asked; the worker's HASH notes the queues (iq, one a line). A publish that the
-- user's ACL refuses must not stop a script that has written: workers poll as a net.
local function forgetIdle(worker, queues)
  for queue in string.gmatch(queues or '', '[^\n]+') do
    redis.call('ZREM', idleKey(queue), worker)
  end
end

-- Tells the first idle worker that is still present; returns false when there is none.
local function wakeOne(queue)
  local idle = idleKey(queue)
  while true do
    local worker = redis.call('ZPOPMIN', idle)[1]
    if not worker then
      return false
    end

    local w = redis.call('HMGET', workerKey(worker), 'iq', 'un')
    if w[1] and tonumber(w[2]) > now then
      if w[1] ~= queue then
        forgetIdle(worker, w[1])
      end
      redis.call('HSET', workerKey(worker), 'iq', '')
      redis.pcall('PUBLISH', wakeChannel(worker), queue)
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
    redis.pcall('PUBLISH', endChannel(item), '')
  end
end

local function removeWorker(worker)
  forgetIdle(worker, redis.call('HGET', workerKey(worker), 'iq'))
  redis.call('DEL', workerKey(worker))
  redis.call('ZREM', WORKERS, worker)
end
