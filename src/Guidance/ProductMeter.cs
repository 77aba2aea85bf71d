using System.Diagnostics.Metrics;

namespace Palveluohjaus.Guidance;

/// <summary>The product's one meter (docs/operations.md lists its instruments). No tag names a client, a worker or a unit.</summary>
public static class ProductMeter
{
    public const string Name = "Palveluohjaus";

    public static readonly Meter Meter = new(Name);

    internal static readonly Counter<long> ContactsLogged = Meter.CreateCounter<long>("palveluohjaus.contacts.logged", "{contact}", "Contacts logged at a desk or sent by another system.");
}
