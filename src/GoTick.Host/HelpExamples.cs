using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text.RegularExpressions;

namespace GoTick.Host;

/// <summary>Examples below the help of each command.</summary>
internal static partial class HelpExamples
{
    private static readonly Dictionary<string, string[]> Examples = new()
    {
        [""] =
        [
            "gotick run examples/close-order.ps1 -OrderId 42",
            "gotick worker --flows flows --store redis://127.0.0.1:6379",
            "gotick start demo/close-order -OrderId 42",
            "gotick list --status Failed",
        ],
        ["run"] =
        [
            "gotick run close-order.ps1 -OrderId 42         # again after a crash: it goes on",
            "gotick run --new close-order.ps1 -OrderId 42   # another run",
            "gotick run --json --store sqlite:./jobs.db nightly.ps1 -Verbose",
        ],
        ["worker"] =
        [
            "gotick worker --flows flows",
            "gotick worker --flows flows --queue deploy --concurrency 4 --store redis://127.0.0.1:6379",
        ],
        ["start"] = ["gotick start demo/close-order -OrderId 42", "gotick start --id order-42 demo/close-order -OrderId 42"],
        ["list"] =
        [
            "gotick list --flow demo/close-order --status Waiting --status Running",
            "gotick list --since 24h --error TickStepTimedOut",
            "gotick list --tag nightly --json",
        ],
        ["export"] = ["gotick export order-42", "gotick export order-42 - | gotick import - --store redis://127.0.0.1:6379"],
        ["import"] = ["gotick import order-42.tickrun --id order-42-copy"],
        ["remove"] = ["gotick remove order-42", "gotick remove --flow demo/close-order --status Failed --until 30d --what-if"],
        ["show"] = ["gotick show order-42", "gotick show --watch order-42"],
        ["watch"] = ["gotick watch order-42", "gotick watch --json order-42"],
        ["logs"] = ["gotick logs order-42", "gotick logs -f order-42"],
        ["signal"] = ["gotick signal order-42 paid", "gotick signal --id receipt-17 order-42 paid '{\"amount\": 99.5}'"],
        ["approvals"] = ["gotick approvals", "gotick approvals --all deploy-17"],
        ["approve"] = ["gotick approve deploy-17", "gotick approve deploy-17 production -m \"after the backup\""],
        ["deny"] = ["gotick deny deploy-17 -m \"not on a Friday\""],
        ["cancel"] = ["gotick cancel order-42 --reason 'customer changed their mind' --wait", "gotick cancel --force order-42"],
        ["suspend"] = ["gotick suspend order-42 --reason 'until the warehouse is open'"],
        ["resume"] = ["gotick resume order-42"],
        ["restart"] =
        [
            "gotick restart order-42",
            "gotick restart --from-step ship --set-step \"address={\\\"city\\\":\\\"Graz\\\"}\" order-42 -Express",
            "gotick restart --use-current-version order-42   # on from where it failed, by the mended text",
        ],
        ["check"] = ["gotick check flows/demo/close-order.ps1", "gotick check --against-runs flows/demo/close-order.ps1"],
        ["limits"] = ["gotick limits set deploy --concurrency 3", "gotick limits set step:send-mail --per-minute 30", "gotick limits remove key:web01"],
        ["queues"] = ["gotick queues list", "gotick queues pause deploy", "gotick queues resume deploy"],
        ["schedules"] =
        [
            "gotick schedules",
            "gotick schedules add --cron '0 2 * * *' --time-zone Europe/Berlin nightly demo/backup -Path /srv",
            "gotick schedules next nightly",
        ],
        ["schedules add"] =
        [
            "gotick schedules add --cron '0 2 * * *' --time-zone Europe/Berlin nightly demo/backup -Path /srv",
            "gotick schedules add --cron '*/15 * * * *' --overlap Skip --jitter 30 sync demo/sync",
        ],
        ["schedules backfill"] = ["gotick schedules backfill --from 2026-03-01 --to 2026-03-07 nightly"],
        ["schedules next"] = ["gotick schedules next --count 3 nightly"],
        ["schedules run"] = ["gotick schedules run nightly"],
        ["server"] =
        [
            "gotick server --flows flows                    # http://127.0.0.1:7777, for this machine",
            "gotick server --urls https://0.0.0.0:7777 --certificate /etc/gotick/tls.pem --store redis://127.0.0.1:6379",
            "gotick server --behind-proxy --no-worker --store redis://127.0.0.1:6379",
        ],
        ["keys"] = ["gotick keys create --name eve --scope admin", "gotick keys list", "gotick keys revoke 0011223344556677"],
        ["keys create"] = ["gotick keys create --name eve --scope admin", "gotick keys create --name ci --scope start --flow 'deploy/*' --expires 90"],
        ["audit"] = ["gotick audit", "gotick audit --day 2026-03-01 --json"],
        ["service"] = ["gotick service install --flows /srv/flows", "gotick service show --flows /srv/flows", "gotick service uninstall"],
        ["service install"] = ["gotick service install --flows /srv/flows --queue deploy --store redis://redis1", "gotick service install --name gotick-2 --user ops",
            "gotick service install --server --behind-proxy --user gotick --store redis://redis1"],
        ["exec"] = ["gotick exec cleanup.ps1 -Days 30", "gotick exec -c \"Get-TickRun -Status Failed\""],
    };

    /// <summary>Puts the examples below the help of a command and its subcommands.</summary>
    public static void AddTo(RootCommand root)
    {
        foreach (HelpOption option in root.Options.OfType<HelpOption>())
        {
            if (option.Action is HelpAction help)
            {
                option.Action = new WithExamples(help);
            }
        }
    }

    /// <summary>The words of a command behind <c>gotick</c>.</summary>
    public static string PathOf(Command command) =>
        command is RootCommand ? "" : string.Join(' ', command.Parents.OfType<Command>().Select(PathOf).Append(command.Name).Where(w => w.Length > 0));

    [GeneratedRegex(@"\[?<(SCRIPT|FLOW|FILE|RUN|NAME FLOW)>(?:\.\.\.)?\]?(?:\.\.\.)? \[options\]")]
    private static partial Regex WordsLast();

    private sealed class WithExamples(HelpAction help) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            // The library writes options last, where they would go to the script.
            TextWriter output = parseResult.InvocationConfiguration.Output;
            using var text = new StringWriter();
            parseResult.InvocationConfiguration.Output = text;
            int code = help.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output = output;
            output.Write(WordsLast().Replace(text.ToString(), "[options] $1 [arguments]"));
            Command command = parseResult.CommandResult.Command;
            if (Examples.TryGetValue(PathOf(command), out string[]? examples))
            {
                output.WriteLine("Examples:");
                foreach (string example in examples)
                {
                    output.WriteLine("  " + example);
                }
            }

            return code;
        }
    }
}
