import Glibc

/// A first-in first-out queue between threads that blocks when it is full or empty: what keeps a pipeline's memory bounded.
package final class BoundedQueue<Element>: @unchecked Sendable {
    // SAFETY: every access to `items` and `isClosed` happens with `lock` held; elements are handed over, never shared.
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var items: [Element] = []
    private var isClosed = false
    private let capacity: Int

    package init(capacity: Int) {
        self.capacity = max(1, capacity)
        pthread_mutex_init(lock, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(lock)
        changed.deallocate()
        lock.deallocate()
    }

    /// Adds an element, waiting while the queue is full.
    /// - Returns: false when the queue was closed; the element is then dropped.
    @discardableResult
    package func push(_ element: sending Element) -> Bool {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        while items.count >= capacity, !isClosed { pthread_cond_wait(changed, lock) }
        guard !isClosed else { return false }
        items.append(element)
        pthread_cond_broadcast(changed)
        return true
    }

    /// The oldest element, waiting for one; nil once the queue is closed and empty.
    package func pop() -> Element? {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        while items.isEmpty, !isClosed { pthread_cond_wait(changed, lock) }
        guard !items.isEmpty else { return nil }
        let first = items.removeFirst()
        pthread_cond_broadcast(changed)
        return first
    }

    /// No more elements will come; what is queued can still be taken.
    package func close() {
        pthread_mutex_lock(lock)
        isClosed = true
        pthread_cond_broadcast(changed)
        pthread_mutex_unlock(lock)
    }

    /// Closes the queue and drops what is in it: the reader has failed or gone.
    package func abandon() {
        pthread_mutex_lock(lock)
        isClosed = true
        items = []
        pthread_cond_broadcast(changed)
        pthread_mutex_unlock(lock)
    }
}
