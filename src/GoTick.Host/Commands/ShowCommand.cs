using System.CommandLine;
using System.Text.Json.Nodes;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Host.Display;
using GoTick.PowerShell.Display;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Commands;

/// <summary><c>gotick show</c>: one run with its steps.</summary>
internal static class ShowCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The run." };
        var watch = new Option<bool>("--watch", "-w") { Description = "Go on until its end." };
        var json = new Option<bool>("--json") { Description = "JSON in place of text." };
        Option<string?> store = StoreOption.Create();
        var command = new Command("show", "Show one run with its steps, arguments, output and error.") { id, watch, json, store };
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            await using ITickClient client = await StoreOption.ConnectAsync(parsed.GetValue(store), interruption.Token);
            RunView run = await client.GetRunAsync(ItemId.FromStored(parsed.GetRequiredValue(id)), interruption.Token);
            if (parsed.GetValue(watch))
            {
                return await Following.ShowAsync(client, run, RunDisplays.Choose(parsed.GetValue(json)), interruption.Token);
            }

            RunNews news = await new RunFollower(client, run.Id).ReadAsync(interruption.Token);
            if (parsed.GetValue(json))
            {
                WriteJson(run, news);
            }
            else
            {
                RunPage.Write(run, news, Console.Out);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static void WriteJson(RunView run, RunNews news)
    {
        JsonObject json = RunJson.Of(run);
        json["steps"] = new JsonArray([.. news.Steps.Select(StepWithBranches)]);
        json["output"] = new JsonArray([.. OutputText.Items(run.Output).Select(i => ValueJson.Of(i))]);
        Console.Out.WriteLine(ValueJson.Line(json));
    }

    private static JsonObject StepWithBranches(StepView step)
    {
        JsonObject json = RunJson.Of(step);
        if (step.FanOut is { } wait)
        {
            json["branches"]!.AsObject()["list"] = new JsonArray([.. wait.Branches.Select(RunJson.Of)]);
        }

        return json;
    }
}
