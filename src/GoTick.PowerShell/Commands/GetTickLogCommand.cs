using System.Management.Automation;
using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Commands.Streams;

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

    /// <summary>
    /// Goes on until the run has ended or is suspended, whatever becomes of its workers and of the store meanwhile; new records come within a quarter of a second
    /// of reaching the store.
    /// </summary>
    [Parameter]
    public SwitchParameter Follow { get; set; }

    internal override void Take(ItemId run)
    {
        var follower = new RunFollower(Client, run, withSteps: false);
        if (!Follow)
        {
            Write(run, Await(follower.ReadAsync(StopToken)));
            return;
        }

        foreach (RunNews news in follower.Follow(Look, new StreamReplay(this).Outage, StopToken))
        {
            Write(run, news);
        }
    }

    private void Write(ItemId run, RunNews news)
    {
        WildcardPattern? pattern = Step is null ? null : WildcardPattern.Get(Step, WildcardOptions.IgnoreCase);
        foreach ((long number, StreamRecord record) in news.RecordNumbers.Zip(news.Records))
        {
            if (pattern?.IsMatch(record.Step ?? "") != false || string.Equals(record.Step, Step, StringComparison.OrdinalIgnoreCase))
            {
                WriteObject(new TickLogRecord(number, record, run.Text));
            }
        }
    }
}
