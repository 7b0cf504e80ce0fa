namespace Ledger.Phone;

/// <summary>A page that the person has taken as a trading centre's.</summary>
/// <param name="Origin">Its origin, <c>https://host</c>.</param>
/// <param name="CentreUscc">The centre whose certificate must sign its sessions.</param>
public sealed record TrustedOrigin(string Origin, string CentreUscc);
