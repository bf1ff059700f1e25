using GoTick.Core.Flows;

namespace GoTick.Core.Stores.Rules;

internal sealed partial class PartitionRules
{
    private void FillGate(ItemRow row, Verb.GateFill fill)
    {
        if (_tables.FindGate(fill.Gate) is null)
        {
            // The row exists from the first input on, so that whatever ends the item finds the inputs and drops them.
            _tables.SaveGate(new GateRow { Gate = fill.Gate, Parent = row.Id });
            row.Gate = fill.Gate;
            _tables.Save(row);
        }

        for (int i = 0; i < fill.Inputs.Count; i++)
        {
            _tables.PutInput(fill.Gate, fill.From + i, fill.Inputs[i]);
        }
    }

    /// <summary>Before the first write: a branch without its input could not be started later.</summary>
    private void CheckInputs(Batch batch)
    {
        foreach (Verb verb in batch.Verbs)
        {
            if (verb is Verb.GateOpen open)
            {
                CheckInputs(batch, open.Spec);
            }
            else if (verb is Verb.Child child && _tables.Find(child.Start.Item) is null)
            {
                CheckInputs(child.Start);
            }
        }
    }

    private void CheckInputs(Batch batch, GateSpec spec)
    {
        int filled = _tables.CountInputs(spec.Gate) + batch.Verbs.OfType<Verb.GateFill>().Where(f => f.Gate == spec.Gate).Sum(f => f.Inputs.Count);
        if (filled < spec.Total)
        {
            throw new InvalidOperationException($"Gate {spec.Gate} has {filled} of {spec.Total} inputs.");
        }
    }

    private void OpenGate(ItemRow row, GateSpec spec)
    {
        GateRow gate = _tables.FindGate(spec.Gate) ?? new GateRow { Gate = spec.Gate, Parent = row.Id };
        gate.Spec = spec;
        row.Gate = spec.Gate;
        _tables.Save(row);
        StartBranches(gate, spec);
        _tables.SaveGate(gate);
    }

    /// <summary>A paused gate keeps its limit as a negative number: none is below that.</summary>
    private void PauseGate(Verb.GatePause pause)
    {
        if (_tables.FindGate(pause.Gate) is not { Spec: { } spec } gate || spec.Limit < 0 == pause.IsPaused)
        {
            return;
        }

        gate.Spec = spec with { Limit = -spec.Limit };
        StartBranches(gate, gate.Spec);
        _tables.SaveGate(gate);
    }

    private void StartBranches(GateRow gate, GateSpec spec)
    {
        while (!gate.IsStopped && gate.Next < spec.Total && gate.Live < spec.Limit)
        {
            StartBranch(gate, spec);
        }
    }

    private void StartBranch(GateRow gate, GateSpec spec)
    {
        int index = gate.Next;
        var row = new ItemRow
        {
            Id = gate.Branch(index),
            Place = Place.Waiting,
            Queue = spec.Queue,
            Priority = spec.Priority,
            Line = spec.Line,
            Created = Tick(),
            BranchOf = gate.Gate,
            BranchIndex = index,
            Fields = new Dictionary<string, string>(spec.Fields, StringComparer.Ordinal),
        };
        _tables.Insert(row);
        Append(row, [_tables.TakeInput(gate.Gate, index)]);
        ToReady(row, Band.Branches);
        gate.Next++;
        gate.Live++;
    }

    private void EndBranch(ItemRow row, Verb.GateEnd end)
    {
        Delete(row);
        GateRow? gate = _tables.FindGate(end.Gate);
        if (gate?.Spec is not { } spec)
        {
            return;
        }

        _tables.PutOutcome(end.Gate, end.Branch, end.Outcome);
        gate.Done++;
        gate.Live--;
        gate.Succeeded += end.Failed ? 0 : 1;
        gate.IsStopped |= (end.Failed && spec.StopsOnFailure) || gate.Succeeded >= spec.Need;
        if (!gate.IsStopped && gate.Next < spec.Total && gate.Live < spec.Limit)
        {
            StartBranch(gate, spec);
        }

        bool isOver = gate.Succeeded >= spec.Need || (gate.Live == 0 && (gate.IsStopped || gate.Next == spec.Total));
        if (isOver && !gate.IsPosted)
        {
            gate.IsPosted = true;
            Post(gate.Parent, "gate:" + gate.Gate, spec.DoneMessage);
        }

        _tables.SaveGate(gate);
    }

    private void CloseGate(ItemRow row)
    {
        if (row.Gate is { } gate)
        {
            CloseGate(row, gate);
        }
    }

    private void CloseGate(ItemRow row, string gateId)
    {
        if (_tables.FindGate(gateId) is not { } gate)
        {
            return;
        }

        foreach (ItemRow branch in _tables.LiveBranches(gate))
        {
            Delete(branch);
        }

        _tables.DeleteGate(gate);
        if (row.Gate == gateId)
        {
            row.Gate = null;
            _tables.Save(row);
        }
    }
}
