namespace Ledger.Exchange;

/// <summary>What a fault means, for people.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Rule">What is asked for, in English.</param>
/// <param name="Chinese">The same in Chinese.</param>
public sealed record ExchangeFaultText(ExchangeFault Fault, string Rule, string Chinese);
