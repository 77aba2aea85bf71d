namespace Palveluohjaus.SyntheticCounty.People;

/// <summary>
/// A <see cref="Random"/> of its own for every client and purpose, derived from the county's seed. What is drawn for one client
/// then never depends on how many draws came before, and so not on batches or threads.
/// </summary>
internal sealed class RandomStreams(int seed)
{
    public Random Of(StreamPurpose purpose, int number) => new((int)Mix(Mix((uint)seed + 1UL) ^ (((ulong)purpose << 32) | (uint)number)));

    // SplitMix64's finaliser: neighbouring seeds must not give alike streams. Steele, Lea and Flood (2014), OOPSLA.
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}

internal enum StreamPurpose
{
    Person,
    History,
    Answers,
    AnonymousContacts,
    Ids,
    Units,
    SecondOpinions,
    Details,
    Duplicates,
    OfficeWork,
    Interventions,
    InterventionIds,
    PastReferrals,
}
