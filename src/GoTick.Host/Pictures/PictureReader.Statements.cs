using System.Management.Automation.Language;

namespace GoTick.Host.Pictures;

internal sealed partial class PictureReader
{
    private PictureSequence Sequence(ScriptBlockAst block) =>
        new([.. new[] { block.BeginBlock, block.ProcessBlock, block.EndBlock }.OfType<NamedBlockAst>().SelectMany(b => Sequence(b.Statements).Parts)]);

    private PictureSequence Sequence(StatementBlockAst? block) => block is null ? new PictureSequence([]) : Sequence(block.Statements);

    private PictureSequence Sequence(IEnumerable<StatementAst> statements)
    {
        List<PictureNode> parts = [];
        foreach (StatementAst statement in statements)
        {
            parts.AddRange(Statement(statement));
            if (parts is [.., PictureEnd] || _count > MostNodes)
            {
                break; // what follows a return is never reached
            }
        }

        return new PictureSequence(parts);
    }

    private IEnumerable<PictureNode> Statement(StatementAst statement) => statement switch
    {
        IfStatementAst choice => If(choice),
        SwitchStatementAst choice => Switch(choice),
        ForEachStatementAst loop => [.. Calls(loop.Condition), .. Loop($"foreach ({Shown(loop.Variable)} in {Shown(loop.Condition)})", [], loop.Body, loop)],
        ForStatementAst loop => [.. Calls(loop.Initializer), .. Loop($"for ({Shown(loop.Condition)})", [loop.Condition, loop.Iterator], loop.Body, loop)],
        WhileStatementAst loop => Loop($"while ({Shown(loop.Condition)})", [loop.Condition], loop.Body, loop),
        DoWhileStatementAst loop => Loop($"while ({Shown(loop.Condition)})", [loop.Condition], loop.Body, loop),
        DoUntilStatementAst loop => Loop($"until ({Shown(loop.Condition)})", [loop.Condition], loop.Body, loop),
        TryStatementAst guard => Try(guard),
        BlockStatementAst block => Sequence(block.Body).Parts,
        ReturnStatementAst end => [.. Calls(end.Pipeline), End("return", end)],
        ExitStatementAst end => [.. Calls(end.Pipeline), End($"exit {Shown(end.Pipeline)}".TrimEnd(), end)],
        ThrowStatementAst end => [.. Calls(end.Pipeline), End("throw", end)],
        FunctionDefinitionAst or TrapStatementAst or TypeDefinitionAst => [],
        AssignmentStatementAst given => Assigned(given),
        _ => Calls(statement),
    };

    private IEnumerable<PictureNode> If(IfStatementAst choice)
    {
        List<PictureNode> before = [.. Calls(choice.Clauses[0].Item1)];
        int id = Next();
        List<PictureLane> lanes = [];
        foreach ((PipelineBaseAst condition, StatementBlockAst body) in choice.Clauses)
        {
            PictureNode[] asked = lanes.Count == 0 ? [] : [.. Calls(condition)];
            lanes.Add(new PictureLane(Shown(condition), new PictureSequence([.. asked, .. Sequence(body).Parts])));
        }

        lanes.Add(new PictureLane("else", Sequence(choice.ElseClause)));
        string label = lanes.Count == 2 ? lanes[0].Label : "if";
        if (lanes.Count == 2)
        {
            lanes[0] = lanes[0] with { Label = "yes" };
            lanes[1] = lanes[1] with { Label = "no" };
        }

        return [.. before, .. Choice(id, label, lanes, choice)];
    }

    private IEnumerable<PictureNode> Switch(SwitchStatementAst choice)
    {
        List<PictureNode> before = [.. Calls(choice.Condition)];
        int id = Next();
        List<PictureLane> lanes = [.. choice.Clauses.Select(c => new PictureLane(Shown(c.Item1), Sequence(c.Item2)))];
        lanes.Add(new PictureLane("default", Sequence(choice.Default)));
        return [.. before, .. Choice(id, $"switch ({Shown(choice.Condition)})", lanes, choice)];
    }

    private static IEnumerable<PictureNode> Choice(int id, string label, IReadOnlyList<PictureLane> lanes, Ast at) =>
        lanes.All(l => l.Body.IsEmpty) ? [] : [new PictureChoice { Id = id, Line = LineOf(at), Label = label, Lanes = lanes }];

    private IEnumerable<PictureNode> Loop(string label, IEnumerable<Ast?> each, StatementBlockAst body, Ast at)
    {
        int id = Next();
        _loops++;
        var inner = new PictureSequence([.. each.SelectMany(Calls), .. Sequence(body).Parts]);
        _loops--;
        return inner.IsEmpty ? [] : [new PictureLoop { Id = id, Line = LineOf(at), Label = label, Body = inner }];
    }

    private IEnumerable<PictureNode> Try(TryStatementAst guard)
    {
        int id = Next();
        PictureSequence body = Sequence(guard.Body);
        PictureLane[] catches =
        [
            .. guard.CatchClauses.Select(c => new PictureLane(
                string.Join(' ', c.CatchTypes.Select(t => $"[{t.TypeName.Name}]").Prepend("catch")), Sequence(c.Body))),
        ];
        PictureSequence last = Sequence(guard.Finally);
        PictureLane[] drawn = [.. catches.Where(c => !c.Body.IsEmpty)];
        return body.IsEmpty && last.IsEmpty && drawn.Length == 0
            ? []
            : [new PictureGuard { Id = id, Line = LineOf(guard), Body = body, Catches = drawn, Finally = last }];
    }

    /// <summary>Branches that are kept in a variable are drawn where they are waited for.</summary>
    private IEnumerable<PictureNode> Assigned(AssignmentStatementAst given)
    {
        string[] targets = [.. VariablesIn(given.Left)];
        if (!targets.Any(_waitedFor.Contains))
        {
            return Statement(given.Right);
        }

        List<PictureNode> others = [];
        foreach (PictureNode node in Statement(given.Right))
        {
            if (node is PictureBranch branch)
            {
                foreach (string target in targets)
                {
                    Kept(target).Add(_loops > 0 ? branch with { IsPerItem = true } : branch);
                }
            }
            else if (node is PictureLoop { Body.Parts: [PictureBranch inLoop] })
            {
                // $branches = foreach (…) { New-TickAsync … }: one a turn.
                Kept(targets[0]).Add(inLoop with { IsPerItem = true });
            }
            else
            {
                others.Add(node);
            }
        }

        return others;
    }

    private List<PictureBranch> Kept(string variable)
    {
        if (!_made.TryGetValue(variable, out List<PictureBranch>? made))
        {
            _made.Add(variable, made = []);
        }

        return made;
    }
}
