namespace Ledger.Phone;

/// <summary>Counts wrong PINs. A try is written down before it is made, so that pulling the plug does not win another.</summary>
/// <param name="read">The tries made, from disk.</param>
/// <param name="write">Writes them there.</param>
internal sealed class PinGuard(Func<int> read, Action<int> write)
{
    internal const int AttemptsMax = 5;

    internal int Left => Math.Max(0, AttemptsMax - read());

    /// <summary>Makes one attempt; its result, or a refusal where none is left.</summary>
    internal T? Try<T>(Func<T?> attempt)
        where T : class
    {
        var made = read();
        if (made is < 0 or >= AttemptsMax)
        {
            throw new PhoneException(
                PhoneRefusal.PinLocked,
                $"{AttemptsMax} wrong PINs have locked the vault. Make a new one from your certificate's container.");
        }

        write(made + 1);
        var result = attempt();
        if (result is not null)
        {
            write(0);
        }

        return result;
    }
}
