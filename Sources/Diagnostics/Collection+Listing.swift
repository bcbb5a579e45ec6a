extension Collection<String> {
    /// Lists the names, and counts those of `total` that are left out: *a1, b1 and 3 more*.
    public func listed(of total: Int) -> String {
        joined(separator: ", ") + (total > count ? " and \(total - count) more" : "")
    }

    /// Lists the first `limit` names, and counts the others: *a1, b1 and 3 more*.
    public func listed(atMost limit: Int) -> String {
        prefix(limit).listed(of: count)
    }
}
