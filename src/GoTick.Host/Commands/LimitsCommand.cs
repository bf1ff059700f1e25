using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json.Nodes;
using GoTick.Core.Client;
using GoTick.Core.Limits;
using GoTick.Host.Display;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Commands;

/// <summary><c>gotick limits set|list|remove</c>: how many runs or steps go at one time, or begin in a time.</summary>
internal static class LimitsCommand
{
    /// <summary>The command.</summary>
    public static Command Create() =>
        new("limits", "Limit how many runs of a flow or key, or steps of a name, go at one time or begin in a time.") { List(), Set(), Remove() };

    private static Argument<string> NameArgument() => new("NAME") { Description = "A flow's name, or key:NAME or step:NAME." };

    private static Command Set()
    {
        Argument<string> name = NameArgument();
        var concurrency = new Option<int?>("--concurrency") { Description = "The most at one time.", HelpName = "N" };
        (Option<int?> Option, LimitUnit Unit)[] rates =
        [
            (Rate("--per-second"), LimitUnit.Second), (Rate("--per-minute"), LimitUnit.Minute), (Rate("--per-hour"), LimitUnit.Hour),
        ];
        Option<string?> store = StoreOption.Create();
        var command = new Command("set", "Set a limit; what is not given is not limited.") { name, concurrency, store };
        foreach ((Option<int?> option, _) in rates)
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (rates.Count(r => result.GetValue(r.Option) is not null) > 1)
            {
                result.AddError("Give one of --per-second, --per-minute and --per-hour.");
            }
        });
        command.SetAction((parsed, _) => AsAsync(parsed.GetValue(store), async (client, stop) =>
        {
            LimitRate? rate = rates.Select(r => parsed.GetValue(r.Option) is { } count ? new LimitRate(count, r.Unit) : null).FirstOrDefault(r => r is not null);
            await client.SetLimitAsync(LimitName.Parse(parsed.GetRequiredValue(name)), new LimitSpec { Concurrency = parsed.GetValue(concurrency), Rate = rate }, stop);
        }));
        return command;
    }

    private static Option<int?> Rate(string name) => new(name) { Description = $"How many may begin {name[2..].Replace('-', ' ')}, spread evenly.", HelpName = "N" };

    private static Command Remove()
    {
        Argument<string> name = NameArgument();
        Option<string?> store = StoreOption.Create();
        var command = new Command("remove", "Remove a limit that was set; what flows say of themselves stays.") { name, store };
        command.SetAction((parsed, _) => AsAsync(
            parsed.GetValue(store), (client, stop) => client.RemoveLimitAsync(LimitName.Parse(parsed.GetRequiredValue(name)), stop)));
        return command;
    }

    private static Command List()
    {
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        Option<string?> store = StoreOption.Create();
        var command = new Command("list", "List the limits that were set, and those of flows that are in use.") { json, store };
        command.SetAction((parsed, _) => AsAsync(parsed.GetValue(store), async (client, stop) =>
        {
            IReadOnlyList<LimitView> limits = await client.ListLimitsAsync(stop);
            if (!parsed.GetValue(json))
            {
                TextTable.Write([["NAME", "CONCURRENCY", "RATE", "HELD", "WAITING"], .. limits.Select(Row)], Console.Out);
                return;
            }

            foreach (LimitView limit in limits)
            {
                Console.Out.WriteLine(ValueJson.Line(JsonOf(limit)));
            }
        }));
        return command;
    }

    private static string[] Row(LimitView limit) =>
    [
        limit.Name.Text,
        limit.Set is null ? "the flow's" : limit.Set.Concurrency?.ToString(CultureInfo.InvariantCulture) ?? "",
        limit.Set?.Rate?.ToString() ?? "",
        limit.Holders.ToString(CultureInfo.InvariantCulture),
        limit.Waiting.ToString(CultureInfo.InvariantCulture),
    ];

    private static JsonObject JsonOf(LimitView limit)
    {
        var json = new JsonObject { ["name"] = limit.Name.Text, ["held"] = limit.Holders, ["waiting"] = limit.Waiting, ["isSet"] = limit.Set is not null };
        if (limit.Set?.Concurrency is { } concurrency)
        {
            json["concurrency"] = concurrency;
        }

        if (limit.Set?.Rate is { } rate)
        {
            json[$"per{rate.Unit}"] = rate.Count;
        }

        return json;
    }

    private static async Task<int> AsAsync(string? store, Func<ITickClient, CancellationToken, Task> work)
    {
        using var interruption = new Interruption();
        await using ITickClient client = await StoreOption.ConnectAsync(store, interruption.Token);
        await work(client, interruption.Token);
        return ExitCodes.Ok;
    }
}
