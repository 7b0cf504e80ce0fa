namespace Ledger.Client.Sessions;

/// <summary>What goes through a session's relay; each lane has a key of its own. The values are part of the format.</summary>
public enum RelayLane : byte
{
    /// <summary>The details that the PC leaves when it opens the session.</summary>
    Details = 0,

    /// <summary>Frames from the PC to the phone.</summary>
    ToPhone = 1,

    /// <summary>Frames from the phone to the PC.</summary>
    ToPc = 2,
}
