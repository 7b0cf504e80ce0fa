using Ledger.Crypto;

namespace Ledger.Host.Consortium;

/// <summary>A validator that a process runs.</summary>
/// <param name="Name">Its name for people; in one process with others also the name of its data directory.</param>
/// <param name="Voting">Its validator key.</param>
/// <param name="Receipts">The key of its receipts, which the chain announces; another than the one that votes.</param>
public sealed record ConsortiumValidator(string Name, ISigner Voting, ISigner Receipts)
{
    internal void RequireOwnReceiptKey()
    {
        if (Receipts.PublicKey.Equals(Voting.PublicKey))
        {
            throw new InvalidDataException(
                $"Validator {Name} would sign receipts with the key that votes. A receipt is signed for anyone who asks: give it a key " +
                "of its own, and announce it on the chain.");
        }
    }
}
