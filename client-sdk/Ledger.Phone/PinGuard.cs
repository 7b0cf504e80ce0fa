using System.Globalization;
using System.Text;

namespace Ledger.Phone;

/// <summary>Counts wrong PINs on disk. An attempt is written down before it is made, so that pulling the plug does not win another.</summary>
internal sealed class PinGuard(string path)
{
    internal const int AttemptsMax = 5;

    internal int Left => Math.Max(0, AttemptsMax - Read());

    /// <summary>Makes one attempt; its result, or a refusal where none is left.</summary>
    internal T? Try<T>(Func<T?> attempt)
        where T : class
    {
        var made = Read();
        if (made >= AttemptsMax)
        {
            throw new PhoneException(PhoneRefusal.PinLocked, $"{AttemptsMax} wrong PINs have locked the vault. Make a new one from your certificate's container.");
        }

        Write(made + 1);
        var result = attempt();
        if (result is not null)
        {
            Write(0);
        }

        return result;
    }

    // What cannot be read counts as locked: emptying the file must not give new attempts.
    private int Read() => !File.Exists(path) ? 0
        : int.TryParse(File.ReadAllText(path), NumberStyles.None, CultureInfo.InvariantCulture, out var made) ? made
        : AttemptsMax;

    private void Write(int made) => VaultFiles.Write(path, Encoding.ASCII.GetBytes(made.ToString(CultureInfo.InvariantCulture)));
}
