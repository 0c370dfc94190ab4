-- The ledger. An account is one field in each of three hashes: KEYS[1] limits, KEYS[2] spent, KEYS[3] held. KEYS[4] is a
-- reservation: a hash of state, request, granted, used. A script does not roll back, so each function checks everything
-- first and then only does what cannot fail. Numbers come as text, stay below 2^53 and leave as text: tostring would
-- round them to 14 digits.
local MAXIMUM = 9007199254740991

local function text(number)
    return string.format('%.0f', number)
end

local function counted(key, id)
    return tonumber(redis.call('HGET', key, id) or 0)
end

local function find(keys, id)
    local limit = redis.call('HGET', keys[1], id)
    if not limit then
        return nil
    end
    return { id = id, limit = tonumber(limit), spent = counted(keys[2], id), held = counted(keys[3], id) }
end

local function answer(word, account)
    return { word, account.id, text(account.limit), text(account.spent), text(account.held) }
end

local function load(key)
    local fields = redis.call('HMGET', key, 'state', 'request', 'granted', 'used')
    return { state = fields[1] or 'unknown', request = fields[2], granted = fields[3], used = fields[4] }
end

local function path(request)
    local arguments = cjson.decode(request)
    return { unpack(arguments, 3) }
end

local function open(keys, arguments)
    redis.call('HSETNX', keys[1], arguments[1], arguments[2])
    return answer('ACCOUNT', find(keys, arguments[1]))
end

local function repeated(reservation, request)
    if reservation.state ~= 'held' and reservation.state ~= 'inflight' then
        return { 'STATE', reservation.state }
    end
    if reservation.request ~= request then
        return { 'CONFLICT' }
    end
    return { 'GRANTED', reservation.granted }
end

-- ARGV: wanted, minimum, accounts from the leaf to the root
local function reserve(keys, arguments)
    local request = cjson.encode(arguments)
    local before = load(keys[4])
    if before.state ~= 'unknown' then
        return repeated(before, request)
    end
    local granted, minimum, short = tonumber(arguments[1]), tonumber(arguments[2]), nil
    for i = 3, #arguments do
        local account = find(keys, arguments[i])
        if not account then
            return { 'UNKNOWN', arguments[i] }
        end
        local available = account.limit - account.spent - account.held
        if available < minimum and not short then
            short = account
        end
        granted = math.min(granted, available)
    end
    if short then
        return answer('REFUSED', short)
    end
    for i = 3, #arguments do
        redis.call('HINCRBY', keys[3], arguments[i], text(granted))
    end
    redis.call('HSET', keys[4], 'state', 'held', 'request', request, 'granted', text(granted))
    return { 'GRANTED', text(granted) }
end

local function dispatch(keys)
    local reservation = load(keys[4])
    if reservation.state ~= 'held' and reservation.state ~= 'inflight' then
        return { 'STATE', reservation.state }
    end
    redis.call('HSET', keys[4], 'state', 'inflight')
    return { 'OK' }
end

local function give_back(keys, reservation)
    for _, id in ipairs(path(reservation.request)) do
        redis.call('HINCRBY', keys[3], id, text(0 - tonumber(reservation.granted)))
    end
end

-- ARGV: tokens
local function settle(keys, arguments)
    local reservation = load(keys[4])
    if reservation.state == 'settled' then
        return { reservation.used == arguments[1] and 'OK' or 'CONFLICT' }
    end
    if reservation.state ~= 'held' and reservation.state ~= 'inflight' then
        return { 'STATE', reservation.state }
    end
    local accounts = path(reservation.request)
    for _, id in ipairs(accounts) do
        if counted(keys[2], id) + tonumber(arguments[1]) > MAXIMUM then
            return { 'TOO_LARGE', id }
        end
    end
    give_back(keys, reservation)
    for _, id in ipairs(accounts) do
        redis.call('HINCRBY', keys[2], id, arguments[1])
    end
    redis.call('HSET', keys[4], 'state', 'settled', 'used', arguments[1])
    return { 'OK' }
end

local function release(keys)
    local reservation = load(keys[4])
    if reservation.state == 'released' then
        return { 'OK' }
    end
    if reservation.state ~= 'held' then
        return { 'STATE', reservation.state }
    end
    give_back(keys, reservation)
    redis.call('HSET', keys[4], 'state', 'released')
    return { 'OK' }
end

-- KEYS[4]: the stream of top-ups. ARGV: account, tokens, reason
local function top_up(keys, arguments)
    local account = find(keys, arguments[1])
    if not account then
        return { 'UNKNOWN', arguments[1] }
    end
    if account.limit + tonumber(arguments[2]) > MAXIMUM then
        return { 'TOO_LARGE', arguments[1] }
    end
    redis.call('HINCRBY', keys[1], arguments[1], arguments[2])
    redis.call('XADD', keys[4], '*', 'account', arguments[1], 'tokens', arguments[2], 'reason', arguments[3])
    return answer('ACCOUNT', find(keys, arguments[1]))
end

-- ARGV: account
local function account(keys, arguments)
    local found = find(keys, arguments[1])
    return found and answer('ACCOUNT', found) or { 'UNKNOWN', arguments[1] }
end

-- All at one moment: id, limit, spent, held, id, ...
local function accounts(keys)
    local all = {}
    for _, id in ipairs(redis.call('HKEYS', keys[1])) do
        local found = find(keys, id)
        all[#all + 1] = found.id
        all[#all + 1] = text(found.limit)
        all[#all + 1] = text(found.spent)
        all[#all + 1] = text(found.held)
    end
    return all
end

register('open', open)
register('reserve', reserve)
register('dispatch', dispatch)
register('settle', settle)
register('release', release)
register('top_up', top_up)
register('account', account, 'no-writes')
register('accounts', accounts, 'no-writes')
