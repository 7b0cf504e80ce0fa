using Ledger.Protocol;

namespace Ledger.Mail.Documents;

/// <summary>A download under way. Not for use by several threads at once.</summary>
public interface IDocumentReading
{
    /// <summary>The next piece; null behind the last.</summary>
    Refused Next(out byte[]? piece);
}
