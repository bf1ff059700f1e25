using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.PowerShell.Errors;
using GoTick.PowerShell.Tests.Hosting;

namespace GoTick.PowerShell.Tests.Errors;

public sealed class TickErrorsTests : IDisposable
{
    private readonly ScriptSession _session = new();

    public void Dispose() => _session.Dispose();

    public static readonly TheoryData<string, string> Thrown = new()
    {
        { "throw 'plain'", "System.Management.Automation.RuntimeException" },
        { "throw [System.IO.IOException]::new('disk')", "System.IO.IOException" },
        { "throw [System.ArgumentNullException]::new('name')", "System.ArgumentNullException" },
        { "throw [System.ArgumentException]::new('bad', 'name')", "System.ArgumentException" },
        { "throw [System.ObjectDisposedException]::new('thing')", "System.ObjectDisposedException" },
        { "[int]::Parse('no')", "System.FormatException" },
        { "[int]::Parse('no')", "System.Management.Automation.MethodInvocationException" },
        { "throw [System.Management.Automation.ErrorRecord]::new([System.TimeoutException]::new('t'), 'My.Id', 'OperationTimeout', 'target')", "System.TimeoutException" },
        { "Get-Nothing", "System.Management.Automation.CommandNotFoundException" },
        { "Get-Module -Nope", "System.Management.Automation.ParameterBindingException" },
        { "1 / 0", "System.DivideByZeroException" },
        { "Import-Module /no/such/thing.psm1", "System.IO.FileNotFoundException" },
        { "throw [System.AggregateException]::new('many', [System.Exception[]]@([System.IO.IOException]::new('one'), [System.TimeoutException]::new('two')))", "System.AggregateException" },
    };

    [Theory]
    [MemberData(nameof(Thrown))]
    public void ToRecord_OfARecordedError_IsCaughtAndReadsLikeTheFirst(string script, string type)
    {
        ErrorRecord first = Catch(script);
        FailureDetails details = TickErrors.ToDetails(first, script: null);
        ErrorRecord again = TickErrors.ToRecord(details);

        Assert.Equal(
            (first.FullyQualifiedErrorId, first.CategoryInfo.Category, first.CategoryInfo.Reason, first.ToString(), first.TargetObject?.ToString()),
            (again.FullyQualifiedErrorId, again.CategoryInfo.Category, again.CategoryInfo.Reason, again.ToString(), again.TargetObject?.ToString()));
        Assert.Equal(first.ScriptStackTrace, again.ScriptStackTrace);
        Assert.Equal(first.InvocationInfo.ScriptLineNumber, again.InvocationInfo.ScriptLineNumber);
        Assert.Equal(details.Code, again.InvocationInfo.DisplayScriptPosition.Text);
        // Each further pass makes the same of it.
        Assert.Equal(Text(details), Text(TickErrors.ToDetails(again, script: null)));
        Assert.Equal(["typed", again.FullyQualifiedErrorId], CaughtBy(type, details));
    }

    [Fact]
    public void ToRecord_RaisedByACmdlet_KeepsItsFullId()
    {
        ErrorRecord record = TickErrors.ToRecord(new FailureDetails { ErrorId = "Some.Id,Some.Command", Message = "m", Type = "System.IO.IOException", Line = 7, Column = 3, Script = "flow.ps1", Code = "Some-Thing" });

        object?[] seen = _session.Run("try { throw $r } catch { $_.FullyQualifiedErrorId; $_.InvocationInfo.PositionMessage }", new System.Collections.Hashtable { ["r"] = record });

        Assert.Equal("Some.Id,Some.Command", seen[0]);
        Assert.Contains("flow.ps1:7 char:3", (string)seen[1]!, StringComparison.Ordinal);
        Assert.Contains("Some-Thing", (string)seen[1]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("No.Such.ExceptionType")]
    [InlineData("System.String")]
    [InlineData(null)]
    public void ToRecord_OfATypeThatCannotBeMade_HoldsTheDetails(string? type)
    {
        var details = new FailureDetails { ErrorId = "x", Message = "m", Type = type, Category = "ReadError" };
        ErrorRecord record = TickErrors.ToRecord(details);

        var exception = Assert.IsType<TickStepException>(record.Exception);
        Assert.Same(details, exception.Details);
        Assert.Equal(("x", ErrorCategory.ReadError, "m"), (record.FullyQualifiedErrorId, record.CategoryInfo.Category, record.ToString()));
        Assert.Same(details, TickErrors.ToDetails(record, script: null));
        Assert.Same(details, TickErrors.ToDetails(exception, script: null));
    }

    [Fact]
    public void ToRecord_OfAnExceptionClassOfAScript_IsTheStandInEverywhere()
    {
        FailureDetails details = TickErrors.ToDetails(Catch("class MyError : System.Exception { MyError([string] $m) : base($m) { } }; throw [MyError]::new('own')"), script: null);

        Assert.Equal("MyError", details.Type);
        Assert.Equal("MyError", Assert.IsType<TickStepException>(TickErrors.ToRecord(details).Exception).OriginalType);
    }

    [Fact]
    public void ToRecord_OfEveryKind_HasACategoryThatLeadsBack()
    {
        foreach (TickErrorKind kind in Enum.GetValues<TickErrorKind>())
        {
            var error = new TickException("TickSome", kind, "message") { Target = "t" };
            ErrorRecord record = TickErrors.ToRecord(error);

            Assert.Equal(("TickSome", "t"), (record.FullyQualifiedErrorId, record.TargetObject));
            Assert.Same(error, record.Exception);
            var again = Assert.IsType<TickException>(TickErrors.ToRecord(TickErrors.ToDetails(error, script: null)).Exception);
            Assert.Equal(("TickSome", kind, "message"), (again.ErrorId, again.Kind, again.Message));
        }
    }

    private ErrorRecord Catch(string script)
    {
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        return (ErrorRecord)shell.AddScript($"$ErrorActionPreference = 'Stop'\ntry {{\n  {script}\n}} catch {{ $_ }}").Invoke()[0].BaseObject;
    }

    private object?[] CaughtBy(string type, FailureDetails details)
    {
        RaiseCommand.Details = details;
        return _session.Run($"try {{ Invoke-Raise }} catch [{type}] {{ 'typed'; $_.FullyQualifiedErrorId }} catch {{ 'untyped'; $_.Exception.GetType().FullName }}");
    }

    private static string Text(FailureDetails details) =>
        string.Join('|', details.ErrorId, details.Message, details.Type, details.Category, details.Target, details.Script, details.Line, details.Column, details.Code, details.StackTrace)
        + "[" + string.Join(';', details.Causes.Select(Text)) + "]";
}
