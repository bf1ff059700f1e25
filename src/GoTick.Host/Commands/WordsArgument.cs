using System.CommandLine;

namespace GoTick.Host.Commands;

/// <summary>An argument that takes every word from its first one on, options or not: <c>SCRIPT -OrderId 42 --store x</c>.</summary>
internal static class WordsArgument
{
    /// <summary>The argument.</summary>
    /// <param name="name">What the first word is.</param>
    /// <param name="description">For the help.</param>
    /// <param name="isRequired">False when an option may stand in its place.</param>
    public static Argument<string[]> Create(string name, string description, bool isRequired = true)
    {
        var words = new Argument<string[]>(name)
        {
            Description = description,
            HelpName = name,
            Arity = isRequired ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore,
            CaptureRemainingTokens = true,
        };
        words.Validators.Add(result =>
        {
            // The parser takes an option that it does not know for the first word.
            if (result.Tokens is [{ Value: ['-', _, ..] } first, ..])
            {
                result.AddError($"There is no option '{first.Value}' before {name}.");
            }
        });
        return words;
    }
}
