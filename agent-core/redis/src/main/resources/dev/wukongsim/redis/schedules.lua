-- KEYS[1]: the hash of all schedules. Of each it has the fields NAME/tick, the last one that was taken, and NAME/seen, the
-- time of a tick and what was seen at it. Times are milliseconds since 1970.

-- ARGV: name, time
local function take(keys, arguments)
    local field = arguments[1] .. '/tick'
    local last = redis.call('HGET', keys[1], field)
    if last and tonumber(last) >= tonumber(arguments[2]) then
        return { 'TAKEN', last }
    end
    redis.call('HSET', keys[1], field, arguments[2])
    return { 'OK' }
end

-- ARGV: name, time, what was seen
local function saw(keys, arguments)
    local field = arguments[1] .. '/seen'
    local last = redis.call('HGET', keys[1], field)
    if last and tonumber(string.match(last, '^%S+')) > tonumber(arguments[2]) then
        return { 'OLD' }
    end
    redis.call('HSET', keys[1], field, arguments[2] .. ' ' .. arguments[3])
    return { 'OK' }
end

register('take', take)
register('saw', saw)
