namespace Ledger.Exchange.Tests;

/// <summary>A spoiled document and the fault that it has.</summary>
internal sealed record FaultRow(ExchangeFault Fault, string Element, Func<byte[]> Document);
