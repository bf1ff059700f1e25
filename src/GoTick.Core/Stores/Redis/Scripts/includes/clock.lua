-- wall(): the server's own clock in microseconds. No client's clock is ever used.
local function wall()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end
