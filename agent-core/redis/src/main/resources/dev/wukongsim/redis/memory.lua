-- Whether a session holds as many messages as its writer has seen; if not, the answer
local function seen(key, count)
    local present = redis.call('LLEN', key)
    if present ~= tonumber(count) then
        return { 'CONFLICT', string.format('%.0f', present) }
    end
end

local function add(key, messages)
    for _, message in ipairs(messages) do
        redis.call('RPUSH', key, message)
    end
end

-- KEYS[1]: the list of a session's messages. ARGV: how many the writer has seen, messages to add
local function append(keys, arguments)
    local conflict = seen(keys[1], arguments[1])
    if conflict then
        return conflict
    end
    add(keys[1], { unpack(arguments, 2) })
    return { 'OK' }
end

shared.seen, shared.add = seen, add
register('append', append)
