namespace GoTick.Core.Errors;

/// <summary>The stable error ids that people and scripts rely on. An id never changes its meaning and is never reused.</summary>
public static class TickErrorId
{
    public const string ArchiveExists = "TickArchiveExists";
    public const string ArchiveInvalid = "TickArchiveInvalid";
    public const string ArchiveNotFound = "TickArchiveNotFound";
    public const string ArgumentInvalid = "TickArgumentInvalid";
    public const string BranchFailed = "TickBranchFailed";
    public const string CursorInvalid = "TickCursorInvalid";
    public const string FlowFolderNotFound = "TickFlowFolderNotFound";
    public const string FlowNotFound = "TickFlowNotFound";
    public const string FlowExitCode = "TickFlowExitCode";
    public const string FlowSyntaxError = "TickFlowSyntaxError";
    public const string FlowTextMismatch = "TickFlowTextMismatch";
    public const string FlowUntrusted = "TickFlowUntrusted";
    public const string InternalError = "TickInternalError";
    public const string JournalFull = "TickJournalFull";
    public const string JournalUnreadable = "TickJournalUnreadable";
    public const string LeaseLost = "TickLeaseLost";
    public const string NestedStep = "TickNestedStep";
    public const string NoWorker = "TickNoWorker";
    public const string NonDeterminism = "TickNonDeterminism";
    public const string NotInFlow = "TickNotInFlow";
    public const string NotInteractive = "TickNotInteractive";
    public const string NotSerializable = "TickNotSerializable";
    public const string NotSupported = "TickNotSupported";
    public const string PayloadTooLarge = "TickPayloadTooLarge";
    public const string RequirementMissing = "TickRequirementMissing";
    public const string RunConflict = "TickRunConflict";
    public const string RunExists = "TickRunExists";
    public const string RunFailed = "TickRunFailed";
    public const string RunIdInvalid = "TickRunIdInvalid";
    public const string RunImported = "TickRunImported";
    public const string RunNotFound = "TickRunNotFound";
    public const string RunNotTerminal = "TickRunNotTerminal";
    public const string RunWroteError = "TickRunWroteError";
    public const string SecretRefused = "TickSecretRefused";
    public const string StateInBranch = "TickStateInBranch";
    public const string StepFailed = "TickStepFailed";
    public const string StepLeft = "TickStepLeft";
    public const string StepNameConflict = "TickStepNameConflict";
    public const string StepNameInvalid = "TickStepNameInvalid";
    public const string StepTimedOut = "TickStepTimedOut";
    public const string StoreInvalid = "TickStoreInvalid";
    public const string StoreUnavailable = "TickStoreUnavailable";
    public const string TooManyBranches = "TickTooManyBranches";
    public const string WaitTimedOut = "TickWaitTimedOut";
    public const string WorkerCrashed = "TickWorkerCrashed";
    public const string WorkerNotFound = "TickWorkerNotFound";
}
