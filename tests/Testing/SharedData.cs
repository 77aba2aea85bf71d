namespace Palveluohjaus.Testing;

/// <summary>The real files that stand beside the repository, not in it.</summary>
public static class SharedData
{
    /// <summary>The path of a file in <c>../shared/data</c>. Where it is missing the test is inconclusive, but under CI=true it fails.</summary>
    public static string Require(string fileName) => Require("data", fileName);

    /// <summary>The path of a file in a folder of <c>../shared</c>, likewise.</summary>
    public static string Require(string folder, string fileName)
    {
        var repository = FindRepository();
        var path = Path.Combine(repository, "..", "shared", folder, fileName);
        if (File.Exists(path))
            return path;

        var message = $"{fileName} is not there: it lies in ../shared/{folder} beside the repository.";
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            Assert.Fail(message);
        Assert.Inconclusive(message);
        return path;
    }

    /// <summary>The repository's root: the nearest folder above the tests that holds the solution.</summary>
    public static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Palveluohjaus.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not run from inside the repository.");
    }
}
