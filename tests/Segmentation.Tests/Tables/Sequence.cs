namespace Palveluohjaus.Segmentation.Tests.Tables;

/// <summary>Compares whole sequences, the expected values written out.</summary>
internal static class Sequence
{
    public static void AreEqual<T>(IEnumerable<T> actual, params T[] expected) => CollectionAssert.AreEqual(expected, actual.ToArray());
}
