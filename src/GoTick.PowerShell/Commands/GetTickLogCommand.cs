using System.Management.Automation;
using GoTick.Core.Execution;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Commands;

/// <summary>What runs wrote to their streams, in order.</summary>
[Cmdlet(VerbsCommon.Get, "TickLog")]
[OutputType(typeof(TickLogRecord))]
public sealed class GetTickLogCommand : RunCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>Only records of this step; wildcards are allowed.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string? Step { get; set; }

    /// <summary>Goes on until the run has ended or is suspended; new records come within a quarter of a second.</summary>
    [Parameter]
    public SwitchParameter Follow { get; set; }

    internal override void Take(ItemId run)
    {
        Await(Client.GetRunAsync(run, StopToken)); // a run that is not there has no log, and that is an error
        long last = 0;
        bool isOver = !Follow;
        do
        {
            isOver = isOver || Await(Client.WaitAsync(run, Look, StopToken)) is not null;
            last = WriteAfter(run, last);
        }
        while (!isOver);
    }

    private long WriteAfter(ItemId run, long last)
    {
        WildcardPattern? pattern = Step is null ? null : WildcardPattern.Get(Step, WildcardOptions.IgnoreCase);
        while (Await(Client.ReadLogAsync(run, last, StopToken)) is { Count: > 0 } page)
        {
            foreach ((long number, StreamRecord record) in page)
            {
                last = number;
                if (pattern?.IsMatch(record.Step ?? "") != false || string.Equals(record.Step, Step, StringComparison.OrdinalIgnoreCase))
                {
                    WriteObject(new TickLogRecord(number, record, run.Text));
                }
            }
        }

        return last;
    }
}
