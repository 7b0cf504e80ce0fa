namespace Ledger.Phone;

/// <summary>Whether bid files of a section may be decrypted.</summary>
public interface IOpeningGate
{
    /// <summary>True only where it is certain that the section is OPENING or later, and neither failed nor terminated.</summary>
    Task<bool> IsOpenAsync(string sectionCode, CancellationToken cancellationToken);
}
