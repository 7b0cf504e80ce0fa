namespace Ledger.Seeds;

/// <summary>The clock of a consortium in one process, which the player drives through the record's months. Given by the host.</summary>
public interface IDrivenClock
{
    /// <summary>Moves the clock of every validator forward; a time that has passed already changes nothing.</summary>
    /// <param name="utcMs">UTC milliseconds.</param>
    void AdvanceTo(long utcMs);
}
