namespace Ledger.Mail;

/// <summary>Gathers the settings that are out of range, so that an operator learns of all of them at once.</summary>
internal sealed class SettingProblems
{
    private readonly List<string> _all = [];

    /// <summary>Every one, in words.</summary>
    internal IReadOnlyList<string> All => _all;

    internal SettingProblems Within(string name, long value, long minimum, long maximum)
    {
        if (value < minimum || value > maximum)
        {
            _all.Add($"{name} is {value}, and must be {minimum} to {maximum}.");
        }

        return this;
    }
}
