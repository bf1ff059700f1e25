using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

internal sealed partial class Activation
{
    /// <inheritdoc/>
    public ChildResult? RunChild(ChildRequest request, SourcePosition where)
    {
        StepKey key = _journal.Reserve(StepKey.CheckName(request.Name), StepKind.Child, where);
        ChildStarted? begun = null;
        while (true)
        {
            switch (_journal.NextOf(key, StepKind.Child, where))
            {
                case ChildStarted started:
                    begun = started;
                    continue;
                case ChildCompleted ended:
                    return ChildDecisions.Result(ended);
                case StepFailed failed:
                    throw Refused(failed.Error);
                case null when begun is not null:
                    return Await(key, begun);
                case null:
                    Begin(key, request);
                    return null;
                case var odd:
                    throw new InvalidOperationException($"Unexpected event {odd} of step '{key}'.");
            }
        }
    }

    /// <inheritdoc/>
    public ItemId StartRun(string flow, Func<FlowDefinition, StartRequest> request, SourcePosition where)
    {
        StepKey key = _journal.Reserve("start:" + flow, StepKind.Start, where);
        switch (_journal.NextOf(key, StepKind.Start, where))
        {
            case StepCompleted done:
                return ItemId.FromStored(done.Value.Text);
            case StepFailed failed:
                throw Refused(failed.Error);
        }

        // The id and the nonce follow from the step, so that a start whose recording was lost is found again and not repeated.
        string nonce = DerivedId.Of(_item.Header, key);
        ItemId id = OrRefused(key, StepKind.Start, () =>
        {
            StartRequest wanted = request(_item.Read((_, cancel) => new ValueTask<FlowDefinition>(_services.FindFlow(flow, cancel))));
            StartRequest once = wanted with { Id = wanted.Id ?? ItemId.ParseRoot(nonce) };
            return _item.Read((_, cancel) => new ValueTask<ItemId>(_services.Start(once, nonce, cancel)));
        });
        Commit(StepDecisions.Complete(key, StepKind.Start, 1, new Payload(id.Text), TimeSpan.Zero, _item.Clock.Latest));
        return id;
    }

    private void Begin(StepKey key, ChildRequest request)
    {
        ItemId child = DerivedId.Child(_item.Header, key, _journal.BranchAttempt);
        while (true)
        {
            (FlowDefinition flow, StartRequest start) = OrRefused(key, StepKind.Child, () => Find(request));
            CommitReply reply = Commit(ChildDecisions.Start(_item.Header, key, child, start, flow, _item.SeenInbox, _item.Clock.Latest));
            if (reply.Result != CommitResult.BlobMissing)
            {
                return;
            }

            // The texts of a run lie in its own partition; this one was published before the partition had any of it, or was dropped there.
            OrRefused(key, StepKind.Child, () => _item.Read(async (s, cancel) =>
            {
                await _services.RestoreText(flow, s.PartitionOf(child), cancel);
                return true;
            }));
        }
    }

    private (FlowDefinition Flow, StartRequest Start) Find(ChildRequest request)
    {
        FlowDefinition flow = _item.Read((_, cancel) => new ValueTask<FlowDefinition>(_services.FindFlow(request.Flow, cancel)));
        return (flow, new StartRequest
        {
            Flow = flow.Name,
            Arguments = request.Bind(flow).Checked($"The arguments of '{flow.Name}'"),
            Queue = request.Queue ?? Start.Queue,
            Tags = request.Tags,
            Timeout = request.Timeout,
            IsDetached = request.IsDetached,
            WorkingDirectory = Start.WorkingDirectory,
        });
    }

    private ChildResult? Await(StepKey key, ChildStarted begun)
    {
        if (_inbox.Find<RunMessage.ChildEnded>(RunMessage.ChildEnded.MessageId(ItemId.FromStored(begun.Run))) is not { } ended)
        {
            Commit(ChildDecisions.WaitOn(_item.SeenInbox));
            return null;
        }

        Decision complete = ChildDecisions.Complete(begun, key, ended, _item.Clock.Latest);
        Commit(complete);
        return ChildDecisions.Result((ChildCompleted)complete.Events[0]);
    }

    /// <summary>Branches of a wait were cut off: so are the children that they wait for.</summary>
    private void EndChildrenOf(string gate) =>
        _item.Read((_, cancel) => new ValueTask<bool>(_services.EndChildren(Run.Id, gate, cancel)));

    /// <summary>Asks something of the store. Its refusal is recorded, so that each replay sees the same.</summary>
    private T OrRefused<T>(StepKey key, StepKind kind, Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (TickException e) when (e is not StoreUnavailableException and not LeaseLostException)
        {
            var error = new FailureDetails { ErrorId = e.ErrorId, Message = e.Message, Type = e.GetType().FullName };
            Commit(new StepFailed { At = _item.Clock.Latest, Key = key, Kind = kind, Error = error });
            throw Refused(error);
        }
    }
}
