using System.CommandLine;
using System.Text.Json.Nodes;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Host.Display;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Commands;

/// <summary><c>gotick check</c>: what is wrong with a flow's file, and which runs in flight could not go on with it.</summary>
internal static class CheckCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("PATH") { Description = "The flow's file." };
        var against = new Option<bool>("--against-runs") { Description = "Replay the runs in flight against it; their flow scope runs here, blocks do not." };
        var flow = new Option<string?>("--flow") { Description = "The flow whose runs are meant. Default: the one that the file is.", HelpName = "NAME" };
        var run = new Option<string?>("--run") { Description = "Only this run.", HelpName = "ID" };
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        Option<string?> store = StoreOption.Create();
        var command = new Command("check", "Check a flow's file without running it; exit code 1 when something is wrong.") { file, against, flow, run, json, store };
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            string path = parsed.GetRequiredValue(file);
            bool asJson = parsed.GetValue(json);
            IReadOnlyList<FlowFinding> findings = FlowCheck.Of(path);
            foreach (FlowFinding finding in findings)
            {
                Console.Out.WriteLine(asJson ? ValueJson.Line(Json(finding)) : $"{finding.File}:{finding.Line}:{finding.Column}: {finding.ErrorId}: {finding.Message}");
            }

            if (findings.Count > 0 || !parsed.GetValue(against))
            {
                return findings.Count > 0 ? ExitCodes.Failed : ExitCodes.Ok;
            }

            await using TickClient client = await StoreOption.OpenAsync(parsed.GetValue(store), interruption.Token);
            ItemId? only = parsed.GetValue(run) is { } id ? ItemId.FromStored(id) : null;
            bool fitsAll = true;
            await foreach (RunFit fit in new RunsInFlight(client).CheckAsync(FlowSource.Read(path, null), parsed.GetValue(flow), only, interruption.Token))
            {
                fitsAll &= fit.Verdict.Fits;
                Console.Out.WriteLine(asJson ? ValueJson.Line(Json(fit)) : Text(fit));
            }

            return fitsAll ? ExitCodes.Ok : ExitCodes.Failed;
        });
        return command;
    }

    private static string Text(RunFit fit)
    {
        string name = fit.Branch is { } branch ? $"{fit.Run} {branch}" : fit.Run.Text;
        string where = fit.Verdict.Where.Line > 0 ? $" ({fit.Verdict.Where})" : "";
        return $"{name}  {fit.Status}  {(fit.Verdict.Fits ? "fits" : $"{fit.Verdict.ErrorId}: {fit.Verdict.Message.ReplaceLineEndings(" ")}{where}")}";
    }

    private static JsonObject Json(FlowFinding finding) => new()
    {
        ["errorId"] = finding.ErrorId,
        ["script"] = finding.File,
        ["line"] = finding.Line,
        ["column"] = finding.Column,
        ["message"] = finding.Message,
    };

    private static JsonObject Json(RunFit fit) => new()
    {
        ["run"] = fit.Run.Text,
        ["branch"] = fit.Branch,
        ["status"] = fit.Status.ToString(),
        ["fits"] = fit.Verdict.Fits,
        ["step"] = fit.Verdict.Step,
        ["expected"] = fit.Verdict.Expected,
        ["found"] = fit.Verdict.Found,
        ["script"] = fit.Verdict.Where.Script,
        ["line"] = fit.Verdict.Where.Line,
        ["errorId"] = fit.Verdict.ErrorId,
        ["message"] = fit.Verdict.Message,
    };
}
