using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Remote;

internal sealed partial class RemoteClient
{
    /// <inheritdoc/>
    public async Task<ItemId> RestartAsync(RunRestart what, CancellationToken stop)
    {
        var body = new RestartBody
        {
            FromStep = what.FromStep,
            Arguments = what.Arguments is { } read ? ValueCodec.Encode(read(await ParametersAsync(what, stop)), "The arguments") : Payload.None,
            Set = what.Values.Count == 0 ? Payload.None : ValueCodec.Encode(what.Values, "The values"),
            UseCurrentVersion = what.UsesCurrentVersion,
        };
        return (await _calls.SendAsync<RunMade>(HttpMethod.Post, RemotePath.OfRun(what.Run, "restart"), body, isRepeatable: false, stop)).Id;
    }

    /// <summary>Those that what a person wrote is read by; the server checks the arguments.</summary>
    private async Task<IReadOnlyList<FlowParameter>> ParametersAsync(RunRestart what, CancellationToken stop)
    {
        RunView run = await GetRunAsync(what.Run, stop);
        return what.UsesCurrentVersion
            ? (await GetFlowAsync(run.Flow, stop)).Parameters
            : ParameterReader.Read(FlowText.Parse((await ReadVersionAsync(run.Version, stop)).Main.Text, null));
    }
}
