using Ledger.Passports.Credentials;

namespace Ledger.Passports;

/// <summary>What came of checking a passport: every check by name, and one verdict.</summary>
public sealed class PassportReport
{
    internal PassportReport(
        IReadOnlyList<PassportCheck> checks, Checkpoint? checkpoint, GuaranteeView? guarantee, bool isRehearsal = false,
        CredentialView? credential = null)
    {
        Checks = checks;
        Checkpoint = checkpoint;
        IsRehearsal = isRehearsal;
        Guarantee = IsValid ? guarantee : null;
        Credential = IsValid ? credential : null;
    }

    /// <summary>All checks, as <see cref="PassportCheckNames.All"/> or <see cref="PassportCheckNames.OfCredential"/> list them.</summary>
    public IReadOnlyList<PassportCheck> Checks { get; }

    /// <summary>The first check that failed; null where none did.</summary>
    public PassportCheck? Failure => Checks.FirstOrDefault(check => check.Outcome == PassportOutcome.Fail);

    /// <summary>Whether every check that applies holds.</summary>
    public bool IsValid => Checks.All(check => check.Outcome is PassportOutcome.Pass or PassportOutcome.NotApplicable);

    /// <summary>
    /// The block as of whose state the record is proven; null before it is known to be final. What came later the passport cannot know.
    /// </summary>
    public Checkpoint? Checkpoint { get; }

    /// <summary>
    /// Whether the chain's genesis declares it a rehearsal: then nothing that the passport proves counts, and whoever shows it says so.
    /// </summary>
    public bool IsRehearsal { get; }

    /// <summary>What a valid guarantee's passport proves; otherwise null, so that nothing unproven is shown.</summary>
    public GuaranteeView? Guarantee { get; }

    /// <summary>What a valid credential's passport proves; otherwise null.</summary>
    public CredentialView? Credential { get; }

    /// <summary>The check of this name.</summary>
    public PassportCheck this[string name] => Checks.Single(check => check.Name == name);
}
