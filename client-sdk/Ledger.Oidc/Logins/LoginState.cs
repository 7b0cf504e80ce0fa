namespace Ledger.Oidc.Logins;

/// <summary>Where a login stands: PENDING → SCANNED → CONFIRMED, or REFUSED from each of the first two. Each is entered once.</summary>
internal enum LoginState
{
    /// <summary>The page shows the QR.</summary>
    Pending,

    /// <summary>A phone has it; the page shows the number.</summary>
    Scanned,

    /// <summary>The phone's answer was checked, and the chain says who it is.</summary>
    Confirmed,

    /// <summary>It ended without a login.</summary>
    Refused,
}
