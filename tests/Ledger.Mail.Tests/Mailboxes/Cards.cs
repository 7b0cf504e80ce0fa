using Ledger.Protocol;

namespace Ledger.Mail.Tests.Mailboxes;

/// <summary>Cards that a test publishes.</summary>
internal sealed class Cards : IPublishedCards
{
    internal HashSet<Digest> Published { get; } = [];

    public IReadOnlySet<Digest> Addresses => Published;
}
