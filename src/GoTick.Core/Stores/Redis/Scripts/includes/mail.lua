-- Mail: what happened to a worker's items behind its back. In the worker's HASH, field ml: of each item a line feed, its id, a blank and m (a message came),
-- l (its lease was taken away) or t (so it was, and the worker was told). Who is not present gets none. A publish that is refused must not stop the script.
local function noteMail(worker, item, kind)
  local w = call('HMGET', key('w:', worker), 'un', 'ml')
  if not w[1] then
    return
  end

  local mail = w[2] or ''
  local _, last = string.find(mail, '\n' .. item .. ' ', 1, true)
  if last then
    mail = string.sub(mail, 1, last) .. kind .. string.sub(mail, last + 2)
  else
    mail = mail .. '\n' .. item .. ' ' .. kind
  end
  call('HSET', key('w:', worker), 'ml', mail)
  redis.pcall('PUBLISH', key('wake:', worker), '')
end
