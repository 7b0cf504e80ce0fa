using System.CommandLine;

namespace Ledger.Cli.Reading;

/// <summary>Options whose values are read by the readers of this folder, so that every command takes the same forms.</summary>
internal static class TypedOption
{
    /// <summary>A time that must be given, in UTC milliseconds.</summary>
    internal static Option<long> Time(string name, string description) =>
        Of(name, description, "TIME", TimeReader.Read, isRequired: true);

    /// <summary>A time that may be left out.</summary>
    internal static Option<long?> MaybeTime(string name, string description) =>
        Of<long?>(name, description, "TIME", static (text, what) => TimeReader.Read(text, what));

    /// <summary>An amount that may be left out, in fen.</summary>
    internal static Option<long?> MaybeMoney(string name, string description) =>
        Of<long?>(name, description, "FEN|¥YUAN", static (text, what) => MoneyReader.Read(text, what));

    /// <summary>A value of a closed list that must be given.</summary>
    internal static Option<TEnum> Choice<TEnum>(string name, string description, string helpName)
        where TEnum : struct, Enum => Of(name, description, helpName, ChoiceReader.One<TEnum>, isRequired: true);

    /// <summary>A value of a closed list, the first of which counts where none is given.</summary>
    internal static Option<TEnum> MaybeChoice<TEnum>(string name, string description, string helpName)
        where TEnum : struct, Enum => Of(name, description, helpName, ChoiceReader.One<TEnum>);

    private static Option<T> Of<T>(
        string name, string description, string helpName, Func<string, string, T> read, bool isRequired = false) => new(name)
        {
            Description = description,
            HelpName = helpName,
            Required = isRequired,
            CustomParser = result =>
            {
                try
                {
                    return read(result.Tokens.Single().Value, name);
                }
                catch (CliException wrong)
                {
                    result.AddError(FaultWords.InBoth(wrong));
                    return default;
                }
            },
        };
}
