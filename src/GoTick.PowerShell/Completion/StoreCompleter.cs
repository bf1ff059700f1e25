using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.PowerShell.Commands.Connections;

namespace GoTick.PowerShell.Completion;

/// <summary>Offers what the store holds: the store that the command will use.</summary>
public abstract class StoreCompleter : IArgumentCompleter
{
    private const int Most = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string begun = wordToComplete.Trim('\'', '"');
        return Offers(fakeBoundParameters)
            .Where(offer => offer.Text.StartsWith(begun, StringComparison.OrdinalIgnoreCase))
            .Take(Most)
            .Select(offer => new CompletionResult(Quoted(offer.Text), offer.Text, CompletionResultType.ParameterValue, offer.Tip));
    }

    /// <summary>What there is, as text and tip.</summary>
    internal abstract IEnumerable<(string Text, string Tip)> Find(ITickClient client, IDictionary bound, CancellationToken cancel);

    private List<(string Text, string Tip)> Offers(IDictionary bound)
    {
        using var patience = new CancellationTokenSource(Patience);
        StoreConnection? connection = null;
        try
        {
            connection = StoreChoice.Use(bound["Store"] as string, bound["Credential"] as PSCredential, Location(), patience.Token);
            return [.. Find(connection.Client, bound, patience.Token).Take(Most)];
        }
        catch (Exception e) when (e is TickException or OperationCanceledException)
        {
            return []; // a store that does not answer has nothing to offer; the command itself will say so
        }
        finally
        {
            connection?.Release();
        }
    }

    private static PathIntrinsics Location() => LanguagePrimitives.ConvertTo<PathIntrinsics>(ScriptBlock.Create("$ExecutionContext.SessionState.Path").InvokeReturnAsIs());

    private static string Quoted(string text) =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.') ? text : "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
}
