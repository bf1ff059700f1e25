using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Workers;
using GoTick.PowerShell.Remote;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Hosting;

/// <summary>Restarts runs: what a person wrote becomes a plan, is checked, and is made.</summary>
/// <param name="client">The store.</param>
/// <param name="distrust">Says why a text may not be executed in this process, as a worker is told it: judging a text replays it; null = every text may.</param>
internal sealed class RunMending(TickClient client, Func<FlowVersion, string?>? distrust = null) : IRunMender
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)];

    /// <summary>Who restarts the runs of a client.</summary>
    public static IRunMender Of(ITickClient client) => client as IRunMender ?? new RunMending(client.Direct());

    /// <summary>Makes a run from another one; a suspended run goes on itself when only its text changes.</summary>
    /// <returns>The run that goes on.</returns>
    /// <exception cref="TickException">
    /// <c>TickRunNotFound</c>, <c>TickRunNotTerminal</c>, <c>TickStepNotFound</c>, <c>TickStepInBranch</c>, <c>TickStepNotKept</c>, <c>TickStepWithoutValue</c>,
    /// <c>TickArgumentInvalid</c>, <c>TickNotSerializable</c>, <c>TickVersionMismatch</c>, <c>TickFlowUntrusted</c>. Nothing was started.
    /// </exception>
    public async Task<ItemId> RestartAsync(RunRestart what, CancellationToken stop)
    {
        RunJournal journal = await client.ReadJournalAsync(what.Run, stop);
        FlowDefinition? current = what.UsesCurrentVersion ? await client.GetFlowAsync(journal.Flow, stop) : null;
        bool goesOnItself = current is not null && journal.Status == RunStatus.Suspended && !journal.IsEnding && what is { FromStep: null, Arguments: null, Values.Count: 0 };
        if (goesOnItself)
        {
            return await GoOnAsync(journal, current!, stop);
        }

        MendPlan plan = TickClient.PlanMending(journal, await RequestAsync(what, journal, current, stop));
        if (current is not null)
        {
            await CheckAsync(plan.Journal, current, stop);
        }

        return await MakeAsync(plan, Guid.NewGuid().ToString("N"), stop);
    }

    private async Task<ItemId> GoOnAsync(RunJournal journal, FlowDefinition current, CancellationToken stop)
    {
        while (true)
        {
            if (journal.Status != RunStatus.Suspended)
            {
                throw new TickException(
                    TickErrorId.RunNotTerminal, TickErrorKind.InvalidState, $"Run '{journal.Id}' is {journal.Status} by now; somebody else has decided about it.")
                { Target = journal.Id.Text };
            }

            if (journal.HasOpenWait)
            {
                throw Mismatch(journal, current, "it waits for branches, which keep the text they began with. Resume it, or restart it from the wait with -FromStep");
            }

            await CheckAsync(journal, current, stop);
            if (await client.ChangeVersionAsync(journal, current.Version, stop))
            {
                return journal.Id;
            }

            journal = await client.ReadJournalAsync(journal.Id, stop);
        }
    }

    /// <summary>An answer that was lost is asked for again under the same nonce, so that no second run comes of it.</summary>
    private async Task<ItemId> MakeAsync(MendPlan plan, string nonce, CancellationToken stop)
    {
        for (int i = 0; ; i++)
        {
            try
            {
                return await client.MendAsync(plan, nonce, stop);
            }
            catch (StoreUnavailableException) when (i < Pauses.Length)
            {
                await Task.Delay(Pauses[i], stop);
            }
        }
    }

    private async Task CheckAsync(RunJournal journal, FlowDefinition current, CancellationToken stop)
    {
        FlowVersion version = await client.ReadVersionAsync(current.Version, stop);
        version.RefuseIf(distrust);
        await using var replayer = new FlowReplayer(client);
        ReplayVerdict verdict = await replayer.ReplayAsync(journal, version, null, stop);
        if (!verdict.Fits)
        {
            string where = verdict.Where.Line > 0 ? $" ({verdict.Where})" : "";
            throw Mismatch(journal, current, verdict.Message.TrimEnd('.') + where);
        }
    }

    private static TickException Mismatch(RunJournal journal, FlowDefinition current, string why) => new(
        TickErrorId.VersionMismatch,
        TickErrorKind.InvalidState,
        $"The present text of flow '{current.Name}' ({current.Version[..12]}) does not fit the journal of run '{journal.Id}': {why}. Nothing was started.")
    { Target = journal.Id.Text };

    private async Task<MendRequest> RequestAsync(RunRestart what, RunJournal journal, FlowDefinition? current, CancellationToken stop)
    {
        IReadOnlyDictionary<string, Payload> values = await ValuesAsync(what, stop);
        var request = new MendRequest { FromStep = what.FromStep, GoesOn = current is not null, Values = values, Version = current?.Version };
        if (what.Arguments is not { } read)
        {
            return request;
        }

        IReadOnlyList<FlowParameter> parameters = current?.Parameters ?? ParametersOf(await client.ReadVersionAsync(journal.Version, stop));
        OrderedDictionary edits = Named(read(parameters), parameters);
        OrderedDictionary bound = ArgumentBinder.Bind(Merged(ValueCodec.Decode(journal.Start.Arguments), edits), parameters);
        return request with
        {
            Arguments = ValueCodec.Encode(bound, "The arguments"),
            // Defaults that were evaluated stay as they are recorded: they may stand on anything.
            BoundArguments = journal.BoundArguments is { IsNone: false } kept
                ? ValueCodec.Encode(Merged(ValueCodec.Decode(kept), Only(bound, edits)), "The arguments with their defaults")
                : null,
        };
    }

    private async Task<IReadOnlyDictionary<string, Payload>> ValuesAsync(RunRestart what, CancellationToken stop)
    {
        Dictionary<string, Payload> values = new(StringComparer.OrdinalIgnoreCase);
        if (what.Values.Count == 0)
        {
            return values;
        }

        HashSet<string> arrays = [.. (await client.ReadStepsAsync(what.Run, stop)).Where(s => s.Kind == StepKind.Array).Select(s => s.Key)];
        foreach (DictionaryEntry entry in what.Values)
        {
            string name = Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "";
            object?[] written = Written(entry.Value);
            values[name] = arrays.Contains(name, StringComparer.OrdinalIgnoreCase)
                ? ValueCodec.Encode(written, $"The value of step '{name}'")
                : StepValue.EncodeMemo(written, name);
        }

        return values;
    }

    /// <summary>What a block that writes the value writes: an array is its elements.</summary>
    private static object?[] Written(object? value) => LanguagePrimitives.GetEnumerable(value) switch
    {
        null => [value],
        var several => [.. several.Cast<object?>()],
    };

    private static IReadOnlyList<FlowParameter> ParametersOf(FlowVersion version) => ParameterReader.Read(FlowText.Parse(version.Main.Text, null));

    private static OrderedDictionary Named(IDictionary given, IReadOnlyList<FlowParameter> parameters)
    {
        var named = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in given)
        {
            named[ArgumentBinder.RealName(Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "", parameters)] = entry.Value;
        }

        return named;
    }

    private static OrderedDictionary Merged(object? old, OrderedDictionary edits)
    {
        var merged = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in old as IDictionary ?? new Hashtable())
        {
            merged[entry.Key] = entry.Value;
        }

        foreach (DictionaryEntry entry in edits)
        {
            merged[entry.Key] = entry.Value;
        }

        return merged;
    }

    private static OrderedDictionary Only(OrderedDictionary all, OrderedDictionary names)
    {
        var only = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (object name in names.Keys)
        {
            only[name] = all[name];
        }

        return only;
    }
}
