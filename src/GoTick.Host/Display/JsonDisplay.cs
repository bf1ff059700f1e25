using System.Text.Json.Nodes;
using GoTick.Core.Client;
using GoTick.Host.Commands;
using GoTick.PowerShell.Display;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Display;

/// <summary>One JSON object a line: <c>run</c>, then <c>step</c> and <c>log</c>, then <c>end</c> with the output.</summary>
internal sealed class JsonDisplay(TextWriter output, TextWriter messages) : IRunDisplay
{
    private readonly HashSet<(string Gate, int Branch)> _branches = [];
    private string? _last;
    private int _settled;
    private int _continued;

    /// <inheritdoc/>
    public void Begin(RunOpening opening)
    {
        JsonObject json = RunJson.Of(opening.Run);
        json["store"] = opening.Store;
        json["resumes"] = opening.Resumes;
        Write("run", json);
    }

    /// <inheritdoc/>
    public void Show(RunNews news)
    {
        if (news.Run.Continued != _continued)
        {
            // It went on as new: its steps begin again.
            (_continued, _settled, _last) = (news.Run.Continued, 0, null);
            _branches.Clear();
        }

        foreach (JsonObject record in news.Records.Select(RunJson.Of))
        {
            Write("log", record);
        }

        for (int i = _settled; i < news.Steps.Count; i++)
        {
            Show(news.Steps[i]);
        }
    }

    /// <inheritdoc/>
    public void Say(string message) => messages.WriteLine(message);

    /// <inheritdoc/>
    public void End(RunView run)
    {
        JsonObject json = RunJson.Of(run);
        json["output"] = new JsonArray([.. OutputText.Items(run.Output).Select(i => ValueJson.Of(i))]);
        json["errors"] = run.ErrorCount;
        json["exitCode"] = ExitCodes.Of(run);
        Write("end", json);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Show(StepView step)
    {
        foreach (BranchView branch in step.FanOut?.Branches ?? [])
        {
            if (branch.Status is "Completed" or "Failed" && _branches.Add((step.FanOut!.Gate, branch.Index)))
            {
                Write("step", RunJson.Of(branch));
            }
        }

        JsonObject json = RunJson.Of(step);
        string state = $"{step.Key} {step.Status} {step.Attempts}";
        if (state != _last)
        {
            _last = state;
            Write("step", json);
        }

        if (step.Status is "Completed" or "Failed" or "Canceled")
        {
            _settled++;
            _last = null;
        }
    }

    private void Write(string what, JsonObject json)
    {
        json.Insert(0, "event", what);
        output.WriteLine(ValueJson.Line(json));
        output.Flush();
    }
}
