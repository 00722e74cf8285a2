-- Sends one GraphQL request over and over, and counts the answers that hold no data.
local threads = {}

function setup(thread)
    table.insert(threads, thread)
end

function init(arguments)
    wrk.method = "POST"
    wrk.body = os.getenv("BODY")
    wrk.headers["Content-Type"] = "application/json"
    wrk.headers["Authorization"] = os.getenv("AUTHORIZATION")
    failed = 0
end

function response(status, headers, body)
    if status ~= 200 or string.sub(body, 1, 9) ~= '{"data":{' then failed = failed + 1 end
end

function done(summary)
    local failed = 0
    for _, thread in ipairs(threads) do failed = failed + thread:get("failed") end
    print(string.format("FAILED %d", failed))
end
